package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's disk for temporary files fills up while a guest writes to its own. */
class FullDiskIT {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir Path directory;

  private static Exit run(String... words) {
    return ProcessRunner.run(Command.of(words), Path.of("/"), LONGEST);
  }

  @Test
  void theHostIsToBlameWhenAGuestsDiskCantGrow() throws IOException {
    assumeTrue(Qemu.isRoot(), "only root mounts file systems");
    Path ramdisk =
        LinuxRamdisk.make(directory, "dd if=/dev/zero of=/dev/xvda bs=1M seek=500 count=300");
    Path disk =
        new ForeignDisk(directory)
            .put("/boot/vmlinuz", LinuxRamdisk.kernel())
            .put("/boot/initrd.img", ramdisk)
            .put(
                "/boot/grub/menu.lst",
                """
                timeout 0
                title Debian
                root (hd0,0)
                kernel /boot/vmlinuz console=hvc0 panic=-1
                initrd /boot/initrd.img
                """)
            .make();
    Path small = Files.createDirectory(directory.resolve("small"));
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=100m", "none", small.toString()).succeeded())
        .isTrue();
    try {
      Exit exit =
          run(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djava.io.tmpdir=" + small,
              "-cp",
              System.getProperty("java.class.path"),
              Child.class.getName(),
              disk.toString());
      assertThat(exit.output())
          .contains("ERROR: ")
          .contains("a disk of the machine can't be written on this host: No space left on device");
      try (Stream<Path> left = Files.list(small)) {
        assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("ec2uk-"));
      }
    } finally {
      run("umount", small.toString());
    }
  }

  /** Boots the disk given in a process whose directory for temporary files is another one. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) {
      Path disk = Path.of(arguments[0]);
      BootReport report =
          new BootCheck(BootOptions.in(disk.resolveSibling("out")))
              .run(
                  Machine.ofDisk(disk).withMemory(256),
                  new Expectations(
                      List.of(Pattern.compile("never")),
                      List.of(),
                      End.ANY,
                      Duration.ofMinutes(3),
                      Duration.ZERO),
                  new BootListener() {
                    @Override
                    public void warning(String what) {
                      System.out.println(what);
                    }
                  });
      System.out.println(report.verdict() + ": " + report.outcome().reason());
    }
  }
}
