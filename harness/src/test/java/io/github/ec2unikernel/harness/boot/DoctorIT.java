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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private BootReport boot(Guest guest, String... expected) {
    BootOptions options = BootOptions.in(directory.resolve("out"));
    Expectations expectations =
        new Expectations(
            Stream.of(expected).map(Pattern::compile).toList(),
            List.of(),
            End.ANY,
            Duration.ofMinutes(3),
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
        """
        default 0
        timeout 0
        fallback 1
        title a
        root (hd0,2)
        kernel /k
        title b
        root (hd0,0)
        kernel /none
        """;
    assertCauses(boot(menu, 64), "points to where no file system is", "The file /none");
  }

  @Test
  void binaryGarbageAndAnInterfaceThatIsNotThere() throws IOException {
    Path ramdisk =
        LinuxRamdisk.make(
            directory,
            "head -c 300000 /dev/urandom; printf '\\n\\033\\\\\\nseen after it\\n'; udhcpc -n -i eth0");
    ForeignDisk disk =
        new ForeignDisk(directory)
            .put("/vmlinuz", LinuxRamdisk.kernel())
            .put("/initrd", ramdisk)
            .put(
                "/boot/grub/menu.lst",
                """
                default 0
                timeout 0
                title a
                root (hd0,0)
                kernel /vmlinuz console=hvc0 quiet panic=-1
                initrd /initrd
                """);
    BootEntry entry = new BootEntry("", 1, "/k", "", List.of(), "", List.of(Loader.PVGRUB));
    Machine machine = Machine.ofDisk(disk.make()).withMemory(256);
    BootReport report =
        boot(new Guest.OfDisk(machine, Loader.PVGRUB, entry), "^seen after it$", "never");
    assertThat(report.reason()).contains("powered off before /never/ came (1 of 2");
    assertThat(Files.readString(report.console()))
        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    assertCauses(report, "The guest has no network interface");
  }

  @Test
  void tooLittleMemoryForAModule() throws IOException {
    String menu =
        """
        default 0
        timeout 0
        title a
        root (hd0,0)
        kernel /k
        module /large
        """;
    assertCauses(boot(menu, 40), "no room for the kernel");
  }
}
