package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells a kernel of Xen 3.0's time, which GRUB 2 can't hand over to, from one with ELF notes. */
final class KernelStyle {

  private static final String SECTION = "__xen_guest";
  private static final int ELF_MAGIC = 0x464c457f;
  private static final int PT_NOTE = 4;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SECTION_HEADER = 64;

  private final Ext2Reader files;
  private final Ext2Reader.Inode kernel;

  private KernelStyle(Ext2Reader files, Ext2Reader.Inode kernel) {
    this.files = files;
    this.kernel = kernel;
  }

  /**
   * Tells whether a 64-bit ELF has a {@code __xen_guest} section and no PT_NOTE segment. A file
   * that is not such an ELF, a compressed kernel for one, is taken as new: GRUB unpacks what it
   * can, and says what it can't.
   */
  static boolean isOld(Ext2Reader files, Ext2Reader.Inode kernel) throws IOException {
    return new KernelStyle(files, kernel).isOld();
  }

  private boolean isOld() throws IOException {
    ByteBuffer header = read(0, HEADER);
    if (header.limit() < HEADER || header.getInt(0) != ELF_MAGIC || header.get(4) != 2) {
      return false;
    }
    ByteBuffer segments = read(header.getLong(32), (header.getShort(56) & 0xffff) * PROGRAM_HEADER);
    for (int at = 0; at + PROGRAM_HEADER <= segments.limit(); at += PROGRAM_HEADER) {
      if (segments.getInt(at) == PT_NOTE) {
        return false;
      }
    }
    return hasSection(header);
  }

  private boolean hasSection(ByteBuffer header) throws IOException {
    ByteBuffer sections = read(header.getLong(40), (header.getShort(60) & 0xffff) * SECTION_HEADER);
    int names = (header.getShort(62) & 0xffff) * SECTION_HEADER;
    if (names + SECTION_HEADER > sections.limit()) {
      return false;
    }
    long table = sections.getLong(names + 24);
    for (int at = 0; at + SECTION_HEADER <= sections.limit(); at += SECTION_HEADER) {
      ByteBuffer name = read(table + (sections.getInt(at) & 0xffff_ffffL), SECTION.length() + 1);
      if (StandardCharsets.ISO_8859_1.decode(name).toString().equals(SECTION + "\0")) {
        return true;
      }
    }
    return false;
  }

  /** Reads what the file has of a range; nothing where a damaged header points out of it. */
  private ByteBuffer read(long offset, int length) throws IOException {
    boolean inside = offset >= 0 && offset < kernel.size();
    byte[] bytes = inside ? files.read(kernel, offset, length) : new byte[0];
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
