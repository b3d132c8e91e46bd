package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads which shared libraries a 64-bit ELF program of a distribution needs. */
final class ElfLibraries {

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int PROGRAM_HEADER = 56;

  private final ByteBuffer elf;

  private ElfLibraries(ByteBuffer elf) {
    this.elf = elf;
  }

  /** Returns the names in DT_NEEDED; none for a static program or a script. */
  static List<String> needed(Path program) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(program)).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < 64 || elf.getInt(0) != ELF_MAGIC) {
      return List.of();
    }
    return new ElfLibraries(elf).needed();
  }

  private List<String> needed() {
    List<Long> names = new ArrayList<>();
    long strings = 0;
    for (int header : headers(PT_DYNAMIC)) {
      int at = (int) elf.getLong(header + 8);
      int end = at + (int) elf.getLong(header + 32);
      for (; at + 16 <= end; at += 16) {
        long tag = elf.getLong(at);
        if (tag == DT_NEEDED) {
          names.add(elf.getLong(at + 8));
        } else if (tag == DT_STRTAB) {
          strings = elf.getLong(at + 8);
        }
      }
    }
    int table = offset(strings);
    return names.stream().map(name -> text(table + name.intValue())).toList();
  }

  private List<Integer> headers(int type) {
    List<Integer> found = new ArrayList<>();
    int count = elf.getShort(56) & 0xffff;
    for (int i = 0; i < count; i++) {
      int at = (int) elf.getLong(32) + i * PROGRAM_HEADER;
      if (elf.getInt(at) == type) {
        found.add(at);
      }
    }
    return found;
  }

  private int offset(long address) {
    for (int header : headers(PT_LOAD)) {
      long start = elf.getLong(header + 16);
      if (address >= start && address < start + elf.getLong(header + 32)) {
        return (int) (address - start + elf.getLong(header + 8));
      }
    }
    return 0;
  }

  private String text(int at) {
    int end = at;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - at];
    elf.get(at, name);
    return new String(name, StandardCharsets.US_ASCII);
  }
}
