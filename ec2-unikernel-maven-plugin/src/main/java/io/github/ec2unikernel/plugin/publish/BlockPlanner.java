package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a disk once, before anything is created in AWS, and says what is in it. */
final class BlockPlanner {

  private static final byte[] ZEROS = new byte[SnapshotWriter.BLOCK_SIZE];

  /**
   * Returns what the disk's snapshot is to hold.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk isn't the one that was
   *     built, byte for byte, or is all zeros
   */
  BlockManifest read(DiskSource disk) {
    try (BlockReader reader = BlockReader.open(disk)) {
      Map<Integer, String> digests = new ConcurrentSkipListMap<>();
      AtomicInteger next = new AtomicInteger();
      // One thread takes the digest of the whole, the others those of the blocks.
      int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
      AtomicInteger thread = new AtomicInteger();
      new Workers("ec2-unikernel-read", threads)
          .run(
              stopped -> {
                if (thread.getAndIncrement() == 0) {
                  requireUnchanged(disk, reader, stopped);
                }
                digestBlocks(reader, next, digests, stopped);
              });
      if (digests.isEmpty() && disk.isRoot()) {
        throw BlockReader.changed(disk, "is all zeros");
      }
      List<DataBlock> blocks = new ArrayList<>();
      digests.forEach((index, digest) -> blocks.add(new DataBlock(index, digest)));
      return new BlockManifest(disk.volumeSizeGib(), blocks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void digestBlocks(
      BlockReader reader,
      AtomicInteger next,
      Map<Integer, String> digests,
      Workers.Stopped stopped) {
    byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
    for (int index = next.getAndIncrement();
        index < reader.blocks() && !stopped.get();
        index = next.getAndIncrement()) {
      reader.read(index, buffer);
      // A volume without a parent reads as zeros where nothing was put.
      if (!Arrays.equals(buffer, ZEROS)) {
        digests.put(index, DataBlock.digest(buffer));
      }
    }
  }

  private static void requireUnchanged(
      DiskSource disk, BlockReader reader, Workers.Stopped stopped) {
    MessageDigest whole = Sha256.start();
    byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
    for (int index = 0; index < reader.blocks() && !stopped.get(); index++) {
      whole.update(buffer, 0, reader.read(index, buffer));
    }
    String found = HexFormat.of().formatHex(whole.digest());
    if (!stopped.get() && !found.equals(disk.sha256())) {
      throw BlockReader.changed(
          disk, "has the SHA-256 " + found + ", not the " + disk.sha256() + " it had");
    }
  }
}
