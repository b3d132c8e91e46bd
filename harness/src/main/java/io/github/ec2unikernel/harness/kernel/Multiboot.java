package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A multiboot header (the multiboot specifications 0.6.96 and 2.0).
 *
 * @param version 1 or 2
 * @param offset where it lies in the file
 * @param flags version 1's flags; version 2's architecture, 0 for x86 and 4 for MIPS
 */
public record Multiboot(int version, long offset, int flags) {

  private static final int MAGIC_1 = 0x1BADB002;
  private static final int SEARCH_1 = 8192;
  private static final int MAGIC_2 = 0xE85250D6;
  private static final int SEARCH_2 = 32768;
  private static final int SMALLEST = 16;

  /** Returns the first header of each version: a magic number with a checksum that fits. */
  static List<Multiboot> findAll(ElfFile elf) {
    List<Multiboot> found = new ArrayList<>();
    // Multiboot's headers are little-endian, as x86 is, in any file.
    ByteBuffer head = elf.in(java.nio.ByteOrder.LITTLE_ENDIAN).head(SEARCH_2);
    find(head, 1, MAGIC_1, SEARCH_1, 4, found);
    find(head, 2, MAGIC_2, SEARCH_2, 8, found);
    return found;
  }

  private static void find(
      ByteBuffer head, int version, int magic, int search, int alignment, List<Multiboot> found) {
    int end = Math.min(search, head.limit());
    for (int at = 0; at + SMALLEST <= end; at += alignment) {
      if (head.getInt(at) == magic) {
        // Version 1: magic + flags + checksum = 0. Version 2: the length is summed as well.
        int sum = magic + head.getInt(at + 4) + head.getInt(at + 8);
        if ((version == 1 ? sum : sum + head.getInt(at + 12)) == 0) {
          found.add(new Multiboot(version, at, head.getInt(at + 4)));
          return;
        }
      }
    }
  }
}
