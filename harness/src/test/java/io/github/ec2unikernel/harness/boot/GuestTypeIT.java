package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that Xen runs by hardware virtualization, which QEMU's translator has as well. */
class GuestTypeIT {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir Path directory;

  private BootReport boot(Machine machine, String... lines) {
    Expectations expectations =
        new Expectations(
            List.of(lines).stream().map(Pattern::compile).toList(),
            List.of(),
            End.POWEROFF,
            Duration.ofMinutes(2),
            Duration.ZERO);
    return new BootCheck(BootOptions.in(directory))
        .run(machine.withMemory(64), expectations, new BootListener() {});
  }

  @Test
  void aPvhKernelBootsAsOneWithItsArgumentsAndItsRamdisk() throws Exception {
    Path ramdisk = Files.writeString(directory.resolve("ramdisk"), "hello");
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-pvh.xen"), ramdisk);

    BootReport report =
        boot(
            machine.withArguments("say=\"a b\""),
            "^magic: pvh$",
            "^cmdline: say=\"a b\"$",
            "^ramdisk: 5 bytes sha256=2cf24dba5fb0a30e",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }

  @Test
  void aPvKernelRunsInsideAPvhGuestThroughTheShim() {
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-notes.xen"));

    BootReport report =
        boot(
            machine.withType(GuestType.SHIM).withArguments("in the shim"),
            "^magic: xen-3.0-x86_64p$",
            "^cmdline: in the shim$",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("shim");
  }

  @Test
  void aDisksBootCodeRunsInAnHvmGuestWhichTakesWhatIsTypedAndTellsOfItsEnd() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.copy(KERNELS.resolve("hello-multiboot.elf"), tree.resolve("kernel.elf"));
    Path disk = BiosDisk.make(directory, tree, "multiboot /kernel.elf to echo reset\nboot\n");
    byte[] before = Files.readAllBytes(disk);
    Duration time = Duration.ofMinutes(5);
    Expectations ready =
        new Expectations(
            List.of(Pattern.compile("^READY to echo")), List.of(), End.ANY, time, Duration.ZERO);
    BootOptions options = BootOptions.in(directory.resolve("out")).withBackend("xen-qemu");
    try (LiveGuest guest =
        new BootCheck(options)
            .start(Machine.ofDisk(disk).withType(GuestType.HVM), ready, new BootListener() {})) {
      guest.type("one two\n");
      assertThat(guest.awaitLine(Pattern.compile("^typed"), time)).isEqualTo("typed: one two");
      guest.type("quit\n");
      assertThat(guest.awaitEnd(time)).isEqualTo(EndState.REBOOTED);
    }
    // Xen's own device, and QEMU's old chipset
    assertThat(Files.readAllLines(options.console())).contains("pci: 8086:7000", "pci: 5853:0001");
    assertThat(Files.readString(options.machineLog())).contains("Booting from 0000:7c00");
    assertThat(Files.readAllBytes(disk)).isEqualTo(before);
  }

  @Test
  void aDiskThatItsBootCodeDoesNotBootIsNoMysteryUnderXenEither() throws Exception {
    byte[] disk = new byte[1 << 20];
    disk[0] = (byte) 0xcd; // int 0x18: the boot code asks for the next device
    disk[1] = 0x18;
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Path file = Files.write(directory.resolve("disk.raw"), disk);
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("READY")),
            List.of(),
            End.ANY,
            Duration.ofMinutes(3),
            Duration.ZERO);

    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("xen-qemu"))
            .run(Machine.ofDisk(file).withType(GuestType.HVM), expectations, new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason()).contains("the BIOS finds nothing to boot");
  }

  @Test
  void aDiskBootsByPvgrubThroughTheShim() throws Exception {
    Path disk = new TestDisk(directory).arguments("by pvgrub").make();

    BootReport report =
        boot(
            Machine.ofDisk(disk).withType(GuestType.SHIM),
            "^magic: xen-3.0-x86_64$",
            "^cmdline: .*by pvgrub$",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }
}
