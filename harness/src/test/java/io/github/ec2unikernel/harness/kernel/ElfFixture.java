package io.github.ec2unikernel.harness.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Composes ELF-64 files byte by byte: header, program headers, contents, section headers. The first
 * program header lies at offset 64, each further one 56 bytes on.
 */
final class ElfFixture {

  static final int PROGRAM_HEADERS = 64;
  static final int PROGRAM_HEADER = 56;
  static final long VIRT_BASE = 0xffffffff80000000L;
  static final long ENTRY = VIRT_BASE + 0x1000;

  private static final int SECTION_HEADER = 64;

  private record Segment(int type, long virtual, long physical, ByteBuffer bytes) {}

  private record Section(String name, int type, ByteBuffer bytes) {}

  private final List<Segment> segments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private int osAbi;
  private int type = 2;
  private long entry;

  /** Returns a kernel's start: one segment to load, nothing that speaks to Xen. */
  static ElfFixture program() {
    return new ElfFixture().segment(1, VIRT_BASE, 0, new byte[64]);
  }

  /** Returns a PV kernel with notes. */
  static ElfFixture notesKernel() {
    return program().segment(4, 0, 0, pvNotes());
  }

  /** Returns a PV kernel in the old style, with this content of its section. */
  static ElfFixture oldStyleKernel(String guest) {
    return new ElfFixture()
        .segment(1, 0, 0, new byte[64])
        .section("__xen_guest", 1, (guest + '\0').getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] pvNotes() {
    return concat(
        note("Xen", 6, text("Mini-OS")),
        note("Xen", 8, text("generic")),
        note("Xen", 5, text("xen-3.0")),
        note("Xen", 1, number(ENTRY)),
        note("Xen", 3, number(VIRT_BASE)));
  }

  ElfFixture segment(int segmentType, long virtual, long physical, byte[] bytes) {
    segments.add(new Segment(segmentType, virtual, physical, ByteBuffer.wrap(bytes)));
    return this;
  }

  ElfFixture section(String name, int sectionType, byte[] bytes) {
    sections.add(new Section(name, sectionType, ByteBuffer.wrap(bytes)));
    return this;
  }

  ElfFixture osAbi(int value) {
    osAbi = value;
    return this;
  }

  ElfFixture type(int value) {
    type = value;
    return this;
  }

  ElfFixture entry(long value) {
    entry = value;
    return this;
  }

  static byte[] note(String owner, int noteType, byte[] descriptor) {
    byte[] name = text(owner);
    ByteBuffer out =
        ByteBuffer.allocate(12 + padded(name.length) + padded(descriptor.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(name.length).putInt(descriptor.length).putInt(noteType).put(name);
    out.position(12 + padded(name.length));
    out.put(descriptor);
    return out.array();
  }

  static byte[] text(String value) {
    return (value + '\0').getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value).array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Returns the file. */
  public byte[] build() {
    List<Section> all = new ArrayList<>(sections);
    if (!all.isEmpty()) {
      all.add(0, new Section("", 0, ByteBuffer.allocate(0)));
      all.add(new Section(".shstrtab", 3, ByteBuffer.allocate(0)));
      all.set(all.size() - 1, new Section(".shstrtab", 3, ByteBuffer.wrap(names(all))));
    }
    int contents = PROGRAM_HEADERS + PROGRAM_HEADER * segments.size();
    int total = contents;
    for (Segment segment : segments) {
      total += padded(segment.bytes().limit());
    }
    for (Section section : all) {
      total += padded(section.bytes().limit());
    }
    int table = total;
    ByteBuffer out =
        ByteBuffer.allocate(table + SECTION_HEADER * all.size()).order(ByteOrder.LITTLE_ENDIAN);
    putHeader(out, all.isEmpty() ? 0 : table, all.size());
    int at = contents;
    for (int i = 0; i < segments.size(); i++) {
      putSegment(out, PROGRAM_HEADERS + PROGRAM_HEADER * i, segments.get(i), at);
      at += padded(segments.get(i).bytes().limit());
    }
    byte[] names = names(all);
    for (int i = 0; i < all.size(); i++) {
      putSection(out, table + SECTION_HEADER * i, all.get(i), at, names);
      at += padded(all.get(i).bytes().limit());
    }
    return out.array();
  }

  private void putHeader(ByteBuffer out, long sectionTable, int sectionCount) {
    out.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, (byte) osAbi});
    out.putShort(16, (short) type).putShort(18, (short) 62).putInt(20, 1);
    out.putLong(24, entry).putLong(32, PROGRAM_HEADERS).putLong(40, sectionTable);
    out.putShort(52, (short) 64).putShort(54, (short) PROGRAM_HEADER);
    out.putShort(56, (short) segments.size()).putShort(58, (short) SECTION_HEADER);
    out.putShort(60, (short) sectionCount).putShort(62, (short) Math.max(0, sectionCount - 1));
  }

  private static void putSegment(ByteBuffer out, int header, Segment segment, int at) {
    out.putInt(header, segment.type()).putInt(header + 4, 7).putLong(header + 8, at);
    out.putLong(header + 16, segment.virtual()).putLong(header + 24, segment.physical());
    out.putLong(header + 32, segment.bytes().limit());
    out.putLong(header + 40, segment.bytes().limit()).putLong(header + 48, 4);
    out.put(at, segment.bytes(), 0, segment.bytes().limit());
  }

  private static void putSection(
      ByteBuffer out, int header, Section section, int at, byte[] names) {
    out.putInt(header, nameOffset(names, section.name())).putInt(header + 4, section.type());
    out.putLong(header + 24, at).putLong(header + 32, section.bytes().limit());
    out.put(at, section.bytes(), 0, section.bytes().limit());
  }

  private static byte[] names(List<Section> all) {
    return concat(all.stream().map(section -> text(section.name())).toArray(byte[][]::new));
  }

  private static int nameOffset(byte[] names, String name) {
    String all = new String(names, StandardCharsets.US_ASCII);
    return name.isEmpty() ? 0 : all.indexOf('\0' + name + '\0') + 1;
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
