package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.Mke2fs;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real Linux, booted beside volumes, reads them byte for byte. */
class VolumesIT {

  /** Not a whole number of sectors. */
  private static final int ODD = 1_000_001;

  private static final int SECTOR = 512;

  private static final String SCRIPT =
      """
      for disk in /sys/block/xvd*; do read -r size < $disk/size; echo "${disk##*/}: $size"; done
      mount -t ext4 /dev/xvdb /mnt || echo no mount
      echo "file: $(sha256sum < /mnt/deep/file.bin)"
      echo written > /mnt/new && umount /mnt && echo written
      echo "bare: $(head -c %d /dev/xvdf | sha256sum)"
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"xvd, xvda", "sd, xvda1"})
  void linuxReadsEveryVolumeUnderItsNameAndTheRootStaysHd0(String kind, String root)
      throws Exception {
    Path tree = Files.createDirectory(directory.resolve("data"));
    Path file = random(Files.createDirectory(tree.resolve("deep")).resolve("file.bin"), 3_000_000);
    Path ext2 = ext2(tree);
    byte[] before = Files.readAllBytes(ext2);
    Path bare = random(directory.resolve("bare.bin"), ODD);
    byte[] padded = Arrays.copyOf(Files.readAllBytes(bare), ODD + SECTOR - ODD % SECTOR);
    Path disk =
        new TestDisk(directory)
            .kernel(LinuxRamdisk.kernel())
            .arguments("console=hvc0 quiet panic=-1")
            .initrd(LinuxRamdisk.make(directory, SCRIPT.formatted(padded.length)))
            .make();
    List<Volume> volumes = List.of(new Volume(ext2, kind + "b"), new Volume(bare, kind + "f"));

    BootReport report =
        boot(
            Machine.ofDisk(disk).withMemory(256).withLoader(Loader.PVGRUB).withVolumes(volumes),
            "^bare: ");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("2 volumes");
    assertThat(Files.readAllLines(report.console()))
        .contains(
            root + ": 2097152",
            "xvdb: 2097152",
            "xvdf: 2097152",
            "file: " + sha256(Files.readAllBytes(file)) + "  -",
            "written",
            "bare: " + sha256(padded) + "  -");
    assertThat(Files.readAllBytes(ext2)).as("the volume after the boot").isEqualTo(before);
  }

  @Test
  void libxlFindsTheKernelOnTheRootAmongVolumes() throws IOException {
    Path disk = new TestDisk(directory).make();
    Path volume = random(directory.resolve("volume.bin"), ODD);

    BootReport report =
        boot(
            Machine.ofDisk(disk)
                .withMemory(64)
                .withLoader(Loader.LIBXL)
                .withVolumes(List.of(new Volume(volume, "sdb"))),
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }

  private BootReport boot(Machine machine, String lastLine) {
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(
            machine,
            new Expectations(
                List.of(Pattern.compile(lastLine)),
                List.of(Pattern.compile("no mount")),
                End.POWEROFF,
                Duration.ofSeconds(180),
                Duration.ofSeconds(1)),
            new BootListener() {});
  }

  private Path ext2(Path tree) throws IOException {
    Path volume = directory.resolve("volume.raw");
    Mke2fs.fill(volume, "8M", tree, "-t", "ext2");
    return volume;
  }

  private static Path random(Path file, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(file, bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
