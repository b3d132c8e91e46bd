package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A note of an ELF file.
 *
 * @param name whose it is, such as {@code Xen} or {@code GNU}, without its closing zero byte
 * @param type what it tells; the meaning is its owner's
 * @param offset where in the file its descriptor begins
 * @param descriptor the content, in the order of the file's numbers
 */
record ElfNote(String name, int type, long offset, ByteBuffer descriptor) {

  /** No kernel's notes come near it; Linux has less than 1 KiB. */
  static final int MAX_NOTES_BYTES = 1 << 20;

  private static final int HEADER = 12;

  /** Longer names and values say nothing to anyone; libxc keeps 16 characters. */
  private static final int MAX_TEXT = 64;

  /**
   * Parses the notes of a segment or section; name and descriptor are padded to 4 bytes each, as
   * libxc and GRUB read them.
   *
   * @param offset where {@code bytes} begins in the file
   * @throws io.github.ec2unikernel.harness.model.InputException if a size field points outside
   */
  static List<ElfNote> parseAll(ElfFile elf, ByteBuffer bytes, long offset) {
    List<ElfNote> notes = new ArrayList<>();
    int at = 0;
    while (bytes.limit() - at >= HEADER) {
      long nameSize = bytes.getInt(at) & 0xffffffffL;
      long descriptorSize = bytes.getInt(at + 4) & 0xffffffffL;
      int type = bytes.getInt(at + 8);
      requireRoom(elf, "n_namesz", offset + at, nameSize, bytes.limit() - at - HEADER);
      int descriptor = at + HEADER + padded(nameSize);
      requireRoom(elf, "n_descsz", offset + at + 4, descriptorSize, bytes.limit() - descriptor);
      notes.add(
          new ElfNote(
              text(bytes.slice(at + HEADER, (int) nameSize)),
              type,
              offset + descriptor,
              bytes.slice(descriptor, (int) descriptorSize).order(bytes.order())));
      at = descriptor + padded(descriptorSize);
    }
    return notes;
  }

  /** Returns the descriptor as a string up to its zero byte, other than printable ASCII as '?'. */
  String text() {
    return text(descriptor);
  }

  /** Returns the descriptor as a number of 1, 2, 4 or 8 bytes, and 0 for any other size. */
  long number() {
    return switch (descriptor.limit()) {
      case 1 -> descriptor.get(0) & 0xff;
      case 2 -> descriptor.getShort(0) & 0xffff;
      case 4 -> descriptor.getInt(0) & 0xffffffffL;
      case 8 -> descriptor.getLong(0);
      default -> 0;
    };
  }

  /** Tells whether the descriptor has a number's size. */
  boolean isNumber() {
    int size = descriptor.limit();
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  private static String text(ByteBuffer bytes) {
    String all = StandardCharsets.ISO_8859_1.decode(bytes.duplicate().rewind()).toString();
    int end = all.indexOf('\0');
    String text = end < 0 ? all : all.substring(0, end);
    return text.substring(0, Math.min(text.length(), MAX_TEXT)).replaceAll("[^ -~]", "?");
  }

  private static void requireRoom(ElfFile elf, String field, long at, long size, int room) {
    if (size > room) {
      throw elf.reject(field + " of a note", at, "is 0x%x, past the notes' end".formatted(size));
    }
  }

  private static int padded(long size) {
    return (int) ((size + 3) & ~3L);
  }
}
