package io.github.ec2unikernel.plugin.mbr;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by sfdisk: its verdict on our table, and the table that it would have made. */
class MbrOracleTest {

  private static final int SIGNATURE = 0x1badcafe;

  @TempDir Path dir;

  /** From the smallest disk over the last one that CHS reaches to one far beyond. */
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 8, 100, 1024, 8032, 8033, 8034, 20_000, 1_000_000})
  void sfdiskMakesTheSameTable(long mebibytes) throws IOException {
    Path ours = disk(mebibytes);
    Path theirs = dir.resolve("theirs.raw");
    try (RandomAccessFile file = new RandomAccessFile(theirs.toFile(), "rw")) {
      file.setLength(mebibytes << 20);
    }
    Path script =
        Files.writeString(
            dir.resolve("script"),
            "label: dos\nlabel-id: 0x%08x\nstart=2048, type=83\n".formatted(SIGNATURE));

    HostCommand sfdisk =
        HostCommand.run(
            List.of(
                "/bin/sh",
                "-c",
                "PATH=$PATH:/usr/sbin:/sbin sfdisk -q \"$0\" < \"$1\"",
                theirs.toString(),
                script.toString()));

    assertThat(sfdisk.exitCode()).as(sfdisk.output()).isZero();
    assertThat(firstSector(ours)).isEqualTo(firstSector(theirs));
  }

  @Test
  void sfdiskFindsNothingWrong() throws IOException {
    assertThat(isSound(disk(2))).isTrue();
  }

  @Test
  void fileSeesOneLinuxPartition() throws IOException {
    assertThat(HostCommand.run("file", disk(2)).output())
        .contains("DOS/MBR boot sector")
        .contains("partition 1 : ID=0x83")
        .contains("startsector 2048, 2048 sectors")
        .doesNotContain("partition 2");
  }

  @Test
  void sfdiskRejectsAPartitionPastTheDisksEnd() throws IOException {
    Path disk = disk(2);
    try (FileChannel channel = FileChannel.open(disk, WRITE)) {
      ByteBuffer sectors = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 9999);
      channel.write(sectors, 458);
    }

    assertThat(isSound(disk)).isFalse();
  }

  @Test
  void sfdiskRejectsATableWithoutItsMark() throws IOException {
    Path disk = disk(2);
    try (FileChannel channel = FileChannel.open(disk, WRITE)) {
      channel.write(ByteBuffer.allocate(2), 510);
    }

    assertThat(isSound(disk)).isFalse();
  }

  /** Returns sfdisk's verdict; its exit code is 0 whatever it finds. */
  private static boolean isSound(Path disk) {
    return HostCommand.run("sfdisk", "--verify", disk)
        .output()
        .strip()
        .equals(disk + ":\nNo errors detected.");
  }

  private Path disk(long mebibytes) throws IOException {
    Path disk = dir.resolve("ours.raw");
    try (FileChannel channel = FileChannel.open(disk, CREATE, WRITE, SPARSE)) {
      long sectors = (mebibytes << 20) / Mbr.SECTOR - Mbr.FIRST_SECTOR;
      channel.write(new Mbr(SIGNATURE, Mbr.FIRST_SECTOR, sectors).toBytes());
      channel.write(ByteBuffer.allocate(1), (mebibytes << 20) - 1);
    }
    return disk;
  }

  private static byte[] firstSector(Path disk) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
      byte[] sector = new byte[Mbr.SECTOR];
      file.readFully(sector);
      return sector;
    }
  }
}
