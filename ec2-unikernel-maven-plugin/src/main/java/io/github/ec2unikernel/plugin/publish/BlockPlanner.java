package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads a disk once, before anything is created in AWS, and says what has to be sent of it. */
final class BlockPlanner {

  private static final byte[] ZEROS = new byte[SnapshotWriter.BLOCK_SIZE];

  /**
   * Returns the disk's plan.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk isn't the one that was
   *     built, byte for byte, or is all zeros
   */
  BlockPlan plan(DiskSource disk) {
    MessageDigest whole = Sha256.start();
    MessageDigest digests = Sha256.start();
    MessageDigest ofBlock = Sha256.start();
    List<DataBlock> blocks = new ArrayList<>();
    byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
    try (BlockReader reader = BlockReader.open(disk)) {
      for (int index = 0; index < reader.blocks(); index++) {
        whole.update(buffer, 0, reader.read(index, buffer));
        // A volume without a parent reads as zeros where nothing was put.
        // A volume of nothing but zeros gets one block all the same, as AWS knows no snapshot of
        // none.
        boolean last = index == reader.blocks() - 1;
        boolean empty = blocks.isEmpty() && last && !disk.isRoot();
        if (empty || !Arrays.equals(buffer, ZEROS)) {
          byte[] digest = ofBlock.digest(buffer);
          digests.update(digest);
          blocks.add(new DataBlock(index, Base64.getEncoder().encodeToString(digest)));
        }
      }
      String found = HexFormat.of().formatHex(whole.digest());
      if (!found.equals(disk.sha256())) {
        throw BlockReader.changed(
            disk, "has the SHA-256 " + found + ", not the " + disk.sha256() + " it had");
      }
      if (blocks.isEmpty()) {
        throw BlockReader.changed(disk, "is all zeros");
      }
      return new BlockPlan(
          disk, reader.blocks(), blocks, Base64.getEncoder().encodeToString(digests.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
