package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Boots that go wrong by causes that have names. Disks that nothing boots from would be refused
 * before; here they are booted all the same, as what EC2 shows of them has to be known.
 */
class DoctorIT {

  @TempDir Path directory;

  private BootReport boot(@Nullable String menu, int memory) throws IOException {
    ForeignDisk disk =
        new ForeignDisk(directory)
            .put("/k", Path.of("src/test/kernels/hello-notes.xen"))
            .put("/large", new byte[40 << 20]);
    if (menu != null) {
      disk.put("/boot/grub/menu.lst", menu);
    }
    BootEntry entry = new BootEntry("", 1, "/k", "", List.of(), "", List.of(Loader.PVGRUB));
    Machine machine = Machine.ofDisk(disk.make()).withMemory(memory);
    return boot(new Guest.OfDisk(machine, Loader.PVGRUB, entry), "READY");
  }

  private BootReport boot(Guest guest, String expected) {
    BootOptions options = BootOptions.in(directory.resolve("out"));
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(expected)),
            List.of(),
            End.ANY,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
    BootListener listener = new BootListener() {};
    return new Attempt(guest, expectations, listener)
        .run(
            Backends.of(options, listener).choose(options.backend(), guest).open(),
            options,
            Aftermath.NONE);
  }

  private static void assertCauses(BootReport report, String... causes) {
    List<Finding> findings = report.outcome().findings();
    assertThat(findings).as(report.toString()).hasSameSizeAs(causes);
    for (int i = 0; i < causes.length; i++) {
      assertThat(findings.get(i).cause()).contains(causes[i]);
    }
  }

  @Test
  void aDiskWithoutMenu() throws IOException {
    assertCauses(boot(null, 64), "found no menu.lst on the disk");
  }

  @Test
  void aWrongRootAndAMissingKernel() throws IOException {
    String menu =
        "default 0\ntimeout 0\nfallback 1\n"
            + "title a\nroot (hd0,2)\nkernel /k\ntitle b\nroot (hd0,0)\nkernel /none\n";
    assertCauses(boot(menu, 64), "points to where no file system is", "The file /none");
  }

  @Test
  void tooLittleMemoryForAModule() throws IOException {
    String menu = "default 0\ntimeout 0\ntitle a\nroot (hd0,0)\nkernel /k\nmodule /large\n";
    assertCauses(boot(menu, 40), "no room for the kernel");
  }
}
