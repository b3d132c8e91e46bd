package io.github.ec2unikernel.plugin.fat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An entry of a directory.
 *
 * @param name the name's eleven bytes
 * @param directory whether it is one of a directory
 * @param cluster where its content begins; 0 for the root directory and for no content
 * @param size its length in bytes; 0 for a directory
 */
record FatEntry(ByteBuffer name, boolean directory, int cluster, long size) {

  /** Bytes of an entry. */
  static final int SIZE = 32;

  private static final byte ARCHIVE = 0x20;
  private static final byte DIRECTORY = 0x10;

  /** Returns that of the directory itself, {@code .}, or of the one above, {@code ..}. */
  static FatEntry dots(int count, int cluster) {
    String name = ".".repeat(count) + " ".repeat(FatName.LENGTH - count);
    return new FatEntry(
        ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), true, cluster, 0);
  }

  /** Puts its 32 bytes. */
  void put(ByteBuffer out, FatTime time) {
    out.put(name.duplicate()).put(directory ? DIRECTORY : ARCHIVE).putShort((short) 0);
    out.putShort(time.time()).putShort(time.date()).putShort(time.date()).putShort((short) 0);
    out.putShort(time.time()).putShort(time.date());
    out.putShort((short) cluster).putInt((int) size);
  }
}
