package io.github.ec2unikernel.plugin.inspect;

import com.google.gson.GsonBuilder;
import io.github.ec2unikernel.harness.kernel.LinuxBoot;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.ProgramHeader;
import io.github.ec2unikernel.harness.kernel.Solo5;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.launch.LaunchAnswer;
import io.github.ec2unikernel.harness.launch.LaunchTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known of a kernel as JSON for programs. All names are there in every answer, with
 * null where there is nothing; addresses and offsets are hexadecimal strings, sizes are numbers of
 * bytes. Later versions may add names.
 */
public final class InspectionJson {

  private InspectionJson() {}

  /** Returns the document, with a line end. */
  public static String of(Triage triage) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("file", triage.name());
    all.put("size", triage.size());
    all.put("kind", triage.kind());
    all.put("bootable", triage.isBootable());
    all.put(
        "localLoaders",
        triage.isBootable()
            ? triage.kernel().loaders().stream().map(loader -> loader.id()).toList()
            : List.of());
    all.put(
        "producer",
        fields("name", triage.producer().name().text(), "evidence", triage.producer().evidence()));
    all.put("packing", triage.packing().stream().map(Packing::id).toList());
    all.put("linux", linux(triage.linux()));
    all.put("elf", elf(triage.elf()));
    all.put("xenNotes", triage.xenNotes());
    all.put("xenGuest", triage.xenGuest());
    all.put(
        "multiboot",
        triage.multiboot().stream()
            .map(
                header ->
                    fields(
                        "version", header.version(),
                        "offset", hex(header.offset()),
                        "flags", hex(Integer.toUnsignedLong(header.flags()))))
            .toList());
    all.put("solo5", solo5(triage.solo5()));
    all.put("damage", triage.damage());
    all.put(
        "ways",
        triage.ways().stream()
            .map(
                way ->
                    fields(
                        "way", way.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "answer", way.answer().name().toLowerCase(Locale.ROOT),
                        "reason", way.reason(),
                        "wayOut", way.wayOut()))
            .toList());
    all.put("launches", LaunchTable.answers(triage).stream().map(InspectionJson::launch).toList());
    return new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(all)
        + "\n";
  }

  private static Map<String, Object> launch(LaunchAnswer answer) {
    return fields(
        "way", answer.way().id(),
        "hypervisor", answer.hypervisor().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "outcome", answer.outcome().id(),
        "disk", orNull(answer.disk()),
        "network", orNull(answer.network()),
        "reason", answer.reason(),
        "evidence", answer.evidence().id(),
        "testedHere", orNull(answer.here()),
        "shownOnEc2By", orNull(answer.ec2()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Object linux(@Nullable LinuxBoot linux) {
    return linux == null
        ? null
        : fields(
            "protocol", linux.protocolVersion(),
            "release", linux.release(),
            "payloadOffset", hex(linux.payload()),
            "payloadLength", linux.payloadLength());
  }

  private static @Nullable Object elf(Triage.@Nullable Elf elf) {
    return elf == null
        ? null
        : fields(
            "bits", elf.identity().bits(),
            "byteOrder", elf.identity().bigEndian() ? "big" : "little",
            "machine", elf.identity().machineName(),
            "type", elf.identity().typeName(),
            "size", elf.size(),
            "entry", hex(elf.entry()),
            "segments", elf.segments().stream().map(InspectionJson::segment).toList());
  }

  private static Map<String, Object> segment(ProgramHeader segment) {
    return fields(
        "type", segment.typeName(),
        "access", segment.access(),
        "offset", hex(segment.offset()),
        "virtualAddress", hex(segment.virtualAddress()),
        "physicalAddress", hex(segment.physicalAddress()),
        "fileSize", segment.fileSize(),
        "memorySize", segment.memorySize());
  }

  private static @Nullable Object solo5(@Nullable Solo5 solo5) {
    return solo5 == null
        ? null
        : fields(
            "target", solo5.target(),
            "abiVersion", solo5.abiVersion(),
            "devices", solo5.devices());
  }

  private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
