package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockPlannerTest {

  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;

  @Test
  void blocksOfZerosAreLeftOut() {
    BlockPlan plan = plan(RawDisks.write(folder.resolve("disk"), 6L * BLOCK, 0, 3, 5));

    assertThat(plan.blocks()).extracting(DataBlock::index).containsExactly(0, 3, 5);
    assertThat(plan.totalBlocks()).isEqualTo(6);
    assertThat(plan.bytes()).isEqualTo(3L * BLOCK);
  }

  @Test
  void oneByteInABlockIsEnoughToSendIt() throws IOException {
    Path file = folder.resolve("disk");
    RawDisks.write(file, 4L * BLOCK, 0);
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.seek(3L * BLOCK - 1);
      disk.write(1);
    }

    BlockPlan plan = plan(RawDisks.describe(file));

    assertThat(plan.blocks()).extracting(DataBlock::index).containsExactly(0, 2);
  }

  @Test
  void theLastBlockIsDigestedWithZerosBehindIt() throws Exception {
    Path file = folder.resolve("disk");
    BlockPlan plan = plan(RawDisks.write(file, BLOCK + 512, 0, 1));

    byte[] padded =
        Arrays.copyOf(Arrays.copyOfRange(Files.readAllBytes(file), BLOCK, BLOCK + 512), BLOCK);
    assertThat(plan.blocks().get(1).sha256()).isEqualTo(base64(sha256(padded)));
  }

  @Test
  void theAggregateIsTakenOverTheRawDigestsInAscendingOrder() throws Exception {
    Path file = folder.resolve("disk");
    BlockPlan plan = plan(RawDisks.write(file, 4L * BLOCK, 3, 1));

    byte[] bytes = Files.readAllBytes(file);
    MessageDigest aggregate = MessageDigest.getInstance("SHA-256");
    aggregate.update(sha256(Arrays.copyOfRange(bytes, BLOCK, 2 * BLOCK)));
    aggregate.update(sha256(Arrays.copyOfRange(bytes, 3 * BLOCK, 4 * BLOCK)));
    assertThat(plan.checksum()).isEqualTo(base64(aggregate.digest()));
  }

  @Test
  void theVolumeIsTheDiskRoundedUpToWholeGib() {
    assertThat(VolumeSize.gibFor(512)).isEqualTo(1);
    assertThat(VolumeSize.gibFor(1L << 30)).isEqualTo(1);
    assertThat(VolumeSize.gibFor((1L << 30) + 512)).isEqualTo(2);
    assertThat(VolumeSize.gibFor(5L << 30)).isEqualTo(5);
  }

  @Test
  void aDiskThatWasShortenedIsRefusedWithBothSizes() throws IOException {
    DiskImage image = RawDisks.write(folder.resolve("disk"), 2L * BLOCK, 0);
    try (RandomAccessFile disk = new RandomAccessFile(image.file().toFile(), "rw")) {
      disk.setLength(BLOCK);
    }

    assertThatThrownBy(() -> plan(image))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 524288 bytes, not the 1048576 it had");
  }

  @Test
  void aDiskWithOneChangedByteIsRefusedWithBothDigests() throws IOException {
    DiskImage image = RawDisks.write(folder.resolve("disk"), 2L * BLOCK, 0);
    try (RandomAccessFile disk = new RandomAccessFile(image.file().toFile(), "rw")) {
      disk.seek(BLOCK + 7);
      disk.write(1);
    }

    assertThatThrownBy(() -> plan(image))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(image.sha256())
        .hasMessageContaining(RawDisks.describe(image.file()).sha256());
  }

  @Test
  void aDiskThatIsGoneIsRefused() throws IOException {
    DiskImage image = RawDisks.write(folder.resolve("disk"), 2L * BLOCK, 0);
    Files.delete(image.file());

    assertThatThrownBy(() -> plan(image))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void aDiskOfZerosIsRefused() {
    DiskImage image = RawDisks.write(folder.resolve("disk"), 2L * BLOCK);

    assertThatThrownBy(() -> plan(image))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is all zeros");
  }

  private static BlockPlan plan(DiskImage image) {
    DiskSource disk = DiskSource.of(image);
    return BlockPlan.full(disk, new BlockPlanner().read(disk));
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
