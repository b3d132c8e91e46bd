package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells a kernel of Xen 3.0's time, which GRUB 2 can't hand over to, from one with ELF notes. */
final class KernelStyle {

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int PT_NOTE = 4;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;

  private KernelStyle() {}

  /**
   * Tells whether a 64-bit ELF has no PT_NOTE segment. A file that is not such an ELF, a compressed
   * kernel for one, is taken as new: GRUB unpacks what it can, and says what it can't.
   */
  static boolean isOld(Ext2Reader files, Ext2Reader.Inode kernel) throws IOException {
    byte[] head = files.read(kernel, 0, HEADER);
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < HEADER || header.getInt(0) != ELF_MAGIC || header.get(4) != 2) {
      return false;
    }
    int count = header.getShort(56) & 0xffff;
    byte[] table = files.read(kernel, header.getLong(32), count * PROGRAM_HEADER);
    ByteBuffer headers = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + PROGRAM_HEADER <= table.length; at += PROGRAM_HEADER) {
      if (headers.getInt(at) == PT_NOTE) {
        return false;
      }
    }
    return true;
  }
}
