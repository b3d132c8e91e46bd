package io.github.ec2unikernel.harness.kernel;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Opens zstd's data if its window, which the frame's header gives (RFC 8878), is not too large. */
final class ZstdFrame {

  /** What the decompressor takes, and the format's own recommendation. */
  private static final long LARGEST_WINDOW = 8L << 20;

  private static final int DESCRIPTOR = 4;
  private static final int SINGLE_SEGMENT = 0x20;

  /** Magic number, descriptor, window, dictionary id and content size. */
  private static final int LONGEST_HEADER = 18;

  private ZstdFrame() {}

  /**
   * Returns the content.
   *
   * @throws UnsupportedPackingException if the window is larger than 8 MiB
   */
  static InputStream open(InputStream in) throws IOException {
    byte[] head = in.readNBytes(LONGEST_HEADER);
    // What ends in its header is damaged, which the decompressor says.
    if (head.length == LONGEST_HEADER && Long.compareUnsigned(window(head), LARGEST_WINDOW) > 0) {
      throw new UnsupportedPackingException(
          "this reader does not unpack zstd with a window over 8 MiB, where this has %d MiB"
              .formatted(window(head) >>> 20));
    }
    return new ZstdInputStream(new SequenceInputStream(new ByteArrayInputStream(head), in));
  }

  private static long window(byte[] head) {
    int descriptor = head[DESCRIPTOR] & 0xff;
    if ((descriptor & SINGLE_SEGMENT) != 0) {
      return contentSize(head, descriptor);
    }
    int field = head[DESCRIPTOR + 1] & 0xff;
    long base = 1L << (10 + (field >> 3));
    return base + base / 8 * (field & 7);
  }

  /** Returns the content's size, which is the window where all is one segment. */
  private static long contentSize(byte[] head, int descriptor) {
    int idSize = new int[] {0, 1, 2, 4}[descriptor & 3];
    ByteBuffer rest = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int at = DESCRIPTOR + 1 + idSize;
    return switch (descriptor >> 6) {
      case 0 -> rest.get(at) & 0xff;
      case 1 -> (rest.getShort(at) & 0xffff) + 256;
      case 2 -> Integer.toUnsignedLong(rest.getInt(at));
      default -> rest.getLong(at);
    };
  }
}
