package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.SnapshotReader;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads a completed snapshot into a raw disk, in which blocks of zeros become holes. */
public final class SnapshotDownload {

  private static final byte[] ZEROS = new byte[SnapshotWriter.BLOCK_SIZE];

  private final SnapshotReader reader;
  private final int connections;

  /**
   * Creates one.
   *
   * @param connections how many blocks are read at a time
   */
  public SnapshotDownload(SnapshotReader reader, int connections) {
    this.reader = reader;
    this.connections = connections;
  }

  /**
   * Writes the disk and returns how many blocks of 512 KiB the snapshot has.
   *
   * @param target an empty file
   * @param size the volume's size in bytes, which the file gets
   * @throws EnvironmentException if a block is not what EBS says that it is
   * @throws IOException if the file can't be written
   */
  public int into(FileChannel target, long size) throws IOException {
    List<Map.Entry<Integer, String>> blocks = new ArrayList<>(reader.blocks().entrySet());
    if (size > 0) {
      target.write(ByteBuffer.allocate(1), size - 1);
    }
    if (blocks.isEmpty()) {
      return 0;
    }
    AtomicInteger next = new AtomicInteger();
    try {
      new Workers("ec2-unikernel-download", Math.min(connections, blocks.size()))
          .run(
              stopped -> {
                byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
                for (int i = next.getAndIncrement();
                    i < blocks.size() && !stopped.get();
                    i = next.getAndIncrement()) {
                  int index = blocks.get(i).getKey();
                  requireSound(index, buffer, reader.read(index, blocks.get(i).getValue(), buffer));
                  write(target, index, buffer);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return blocks.size();
  }

  private static void requireSound(int index, byte[] block, @Nullable String checksum) {
    if (checksum != null && !checksum.equals(DataBlock.digest(block))) {
      throw new EnvironmentException(
          "Block %d came with the SHA-256 %s, not with %s as EBS has it."
              .formatted(index, DataBlock.digest(block), checksum),
          "Run the goal again; if it stays so, the snapshot is damaged.");
    }
  }

  private static void write(FileChannel target, int index, byte[] block) {
    if (Arrays.equals(block, ZEROS)) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(block);
    long start = (long) index * SnapshotWriter.BLOCK_SIZE;
    try {
      while (bytes.hasRemaining()) {
        target.write(bytes, start + bytes.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
