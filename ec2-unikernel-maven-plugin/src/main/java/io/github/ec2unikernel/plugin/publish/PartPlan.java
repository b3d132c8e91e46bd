package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.ObjectPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file in the parts in which it goes to S3.
 *
 * @param file the file
 * @param parts all parts, in their order
 */
record PartPlan(Path file, List<ObjectPart> parts) {

  // Large enough that a round trip for each costs little, small enough to be sent again.
  private static final long USUAL = 8L << 20;
  private static final long UNIT = 1L << 20;
  private static final int MOST_PARTS = 10_000;
  private static final int BUFFER = 1 << 18;

  /** Takes a copy. */
  PartPlan {
    parts = List.copyOf(parts);
  }

  /** Reads a file and takes the digests of its parts. */
  static PartPlan read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long part = partSize(size);
      int count = (int) Math.max(1, (size + part - 1) / part);
      Map<Integer, ObjectPart> parts = new ConcurrentSkipListMap<>();
      AtomicInteger next = new AtomicInteger();
      new Workers("ec2-unikernel-read", Runtime.getRuntime().availableProcessors())
          .run(
              stopped -> {
                for (int index = next.getAndIncrement();
                    index < count && !stopped.get();
                    index = next.getAndIncrement()) {
                  long offset = index * part;
                  long length = Math.min(part, size - offset);
                  parts.put(
                      index,
                      new ObjectPart(index + 1, offset, length, digest(channel, offset, length)));
                }
              });
      return new PartPlan(file, List.copyOf(parts.values()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the length of all parts but the last, whole MiB, so that there are not too many. */
  static long partSize(long size) {
    long least = (size + MOST_PARTS - 1) / MOST_PARTS;
    return Math.max(USUAL, (least + UNIT - 1) / UNIT * UNIT);
  }

  private static String digest(FileChannel channel, long offset, long length) {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      for (long at = 0; at < length; ) {
        buffer.clear().limit((int) Math.min(BUFFER, length - at));
        int count = channel.read(buffer, offset + at);
        if (count < 0) {
          throw new IOException("The file became shorter while it was read");
        }
        digest.update(buffer.array(), 0, count);
        at += count;
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the number of bytes. */
  long size() {
    return parts.stream().mapToLong(ObjectPart::length).sum();
  }

  /** Returns what S3 composes of the parts' checksums. */
  String checksum() {
    MessageDigest digest = Sha256.start();
    parts.forEach(part -> digest.update(Base64.getDecoder().decode(part.sha256())));
    return Base64.getEncoder().encodeToString(digest.digest()) + "-" + parts.size();
  }
}
