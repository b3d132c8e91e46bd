package io.github.ec2unikernel.plugin.inspect;

import io.github.ec2unikernel.harness.kernel.LinuxBoot;
import io.github.ec2unikernel.harness.kernel.Multiboot;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.ProgramHeader;
import io.github.ec2unikernel.harness.kernel.Solo5;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.Way;
import io.github.ec2unikernel.harness.kernel.XenNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a kernel into lines for people: the verdict first, the details below. */
public final class InspectionText {

  private final List<String> lines = new ArrayList<>();

  private InspectionText() {}

  /** Returns the lines. */
  public static List<String> of(Triage triage) {
    InspectionText text = new InspectionText();
    text.head(triage);
    text.lines.add("");
    text.lines.add("Where it boots on EC2:");
    triage.ways().forEach(text::way);
    text.lines.add("");
    text.lines.add("What it launches on, by <bootWay>:");
    text.lines.addAll(LaunchLines.of(triage));
    text.details(triage);
    return text.lines;
  }

  private void head(Triage triage) {
    lines.add(triage.name() + ": " + triage.kind());
    String evidence = triage.producer().evidence();
    row("made by", triage.producer().name().text() + (evidence.isEmpty() ? "" : ": " + evidence));
    row("file", bytes(triage.size()) + packing(triage.packing()));
    if (triage.damage() != null) {
      row("damage", triage.damage());
    }
  }

  private void way(Way way) {
    String answer = way.answer().name().toLowerCase(Locale.ROOT);
    lines.add("  %-16s %-6s %s".formatted(way.kind().text(), answer, way.reason()));
    if (!way.wayOut().isEmpty()) {
      lines.add(" ".repeat(26) + "-> " + way.wayOut());
    }
  }

  private void details(Triage triage) {
    lines.add("");
    lines.add("What it says of itself:");
    linux(triage.linux());
    elf(triage.elf());
    for (XenNote note : triage.xenNotes()) {
      row("Xen note", "%-18s %s".formatted(note.name(), note.value()));
    }
    for (Map.Entry<String, String> pair : triage.xenGuest().entrySet()) {
      row("__xen_guest", "%-18s %s".formatted(pair.getKey(), pair.getValue()));
    }
    triage.multiboot().forEach(this::multiboot);
    solo5(triage.solo5());
    if (triage.elf() == null && triage.linux() == null) {
      lines.add("  nothing: no ELF file is in it");
    }
  }

  private void linux(@Nullable LinuxBoot linux) {
    if (linux != null) {
      row("Linux", "bzImage, boot protocol " + linux.protocolVersion());
      row("", linux.release() == null ? "without a version line" : linux.release());
      row(
          "",
          "payload of %s at offset 0x%x".formatted(bytes(linux.payloadLength()), linux.payload()));
    }
  }

  private void elf(Triage.@Nullable Elf elf) {
    if (elf == null) {
      return;
    }
    row(
        "ELF",
        "%s, %d bit, %s-endian, %s, entry 0x%x, %s"
            .formatted(
                elf.identity().machineName(),
                elf.identity().bits(),
                elf.identity().bigEndian() ? "big" : "little",
                elf.identity().typeName(),
                elf.entry(),
                bytes(elf.size())));
    for (ProgramHeader segment : elf.segments()) {
      row(
          "segment",
          "%-12s %s  virtual 0x%x, physical 0x%x, 0x%x of 0x%x bytes at offset 0x%x"
              .formatted(
                  segment.typeName(),
                  segment.access(),
                  segment.virtualAddress(),
                  segment.physicalAddress(),
                  segment.fileSize(),
                  segment.memorySize(),
                  segment.offset()));
    }
  }

  private void multiboot(Multiboot header) {
    row(
        "multiboot " + header.version(),
        "header at offset 0x%x, %s 0x%x"
            .formatted(
                header.offset(), header.version() == 1 ? "flags" : "architecture", header.flags()));
  }

  private void solo5(@Nullable Solo5 solo5) {
    if (solo5 != null) {
      row("Solo5", "target %s, ABI version %d".formatted(solo5.target(), solo5.abiVersion()));
      for (Solo5.Device device : solo5.devices()) {
        row("", "device %s, %s".formatted(device.name(), device.type()));
      }
    }
  }

  private void row(String name, String value) {
    lines.add("  %-12s %s".formatted(name, value));
  }

  private static String packing(List<Packing> packing) {
    return packing.isEmpty()
        ? ""
        : ", packed as " + String.join(" with ", packing.stream().map(Packing::id).toList());
  }

  private static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }
}
