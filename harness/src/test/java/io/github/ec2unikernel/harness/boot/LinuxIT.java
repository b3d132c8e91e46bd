package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Linux with a BusyBox ramdisk, off disks that mke2fs made. */
class LinuxIT {

  @TempDir Path directory;
  private final NotedListener told = new NotedListener();

  private BootReport boot(String lineForRamdisk, End end, String expected) throws IOException {
    Path ramdisk =
        LinuxRamdisk.make(
            directory, "date +clock=%s; export PS1='busybox> '; exec setsid cttyhack sh");
    Path disk =
        new ForeignDisk(directory)
            .put("/boot/vmlinuz", LinuxRamdisk.kernel())
            .put("/boot/initrd.img", ramdisk)
            .put(
                "/boot/grub/menu.lst",
                "timeout 1\ntitle Debian\nroot (hd0,0)\nkernel /boot/vmlinuz console=hvc0 panic=-1\n"
                    + lineForRamdisk
                    + " /boot/initrd.img\n")
            .make();
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(expected)),
            List.of(),
            end,
            Duration.ofMinutes(3),
            Duration.ofSeconds(1));
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(Machine.ofDisk(disk).withMemory(256), expectations, told);
  }

  @Test
  void linuxBootsToThePromptOfItsInitrd() throws IOException {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    BootReport report = boot("initrd", End.RUNNING, "^busybox> $");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("pvgrub");
    assertThat(clock(report)).as("the guest's clock").isBetween(before, Instant.now());
    assertThat(told.resolved.get(0))
        .contains("(hd0,0)/boot/vmlinuz with the initrd /boot/initrd.img (");
    assertThat(told.warnings).isEmpty();
  }

  /** A machine that was saved knows the time of then, until it is told. */
  private static Instant clock(BootReport report) throws IOException {
    try (Stream<String> lines = Files.lines(report.console())) {
      String line = lines.filter(each -> each.startsWith("clock=")).findFirst().orElseThrow();
      return Instant.ofEpochSecond(Long.parseLong(line.substring("clock=".length())));
    }
  }

  @Test
  void linuxDoesNotFindARamdiskThatIsAModule() throws IOException {
    // The list of modules comes first in memory, and begins with 00 10 00 00: the first one's
    // place.
    // Linux passes over the zero and finds no archive's magic number in what follows.
    BootReport report = boot("module", End.ANY, "^busybox> $");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.CRASH);
    assertThat(Files.readString(report.console()))
        .contains("Initramfs unpacking failed: invalid magic at start of compressed archive")
        .contains("Kernel panic - not syncing: VFS: Unable to mount root fs");
    assertThat(told.warnings).anyMatch(line -> line.contains("name its ramdisk on an initrd line"));
  }
}
