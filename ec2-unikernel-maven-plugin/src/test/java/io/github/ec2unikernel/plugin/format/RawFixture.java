package io.github.ec2unikernel.plugin.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Raw disks with data, text and holes in them. */
final class RawFixture {

  private static final int PIECE = 1 << 16;

  private RawFixture() {}

  /** Writes a disk whose holes are holes, or zeros that take room. */
  static Path make(Path file, long size, boolean holes) throws IOException {
    SplittableRandom random = new SplittableRandom(size);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (long at = 0; at < size; at += PIECE) {
        byte[] piece = new byte[(int) Math.min(PIECE, size - at)];
        int kind = at == 0 ? 0 : random.nextInt(4);
        if (kind == 0) {
          random.nextBytes(piece);
        } else if (kind == 1) {
          Arrays.fill(piece, piece.length / 2, piece.length, (byte) 'x');
        }
        // two MiB in the middle are empty, whatever the block size of a format
        boolean empty = kind > 1 || (at >> 21) == 1;
        if (!empty || !holes) {
          channel.write(ByteBuffer.wrap(empty ? new byte[piece.length] : piece), at);
        }
      }
      if (channel.size() < size) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }
    return file;
  }

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
