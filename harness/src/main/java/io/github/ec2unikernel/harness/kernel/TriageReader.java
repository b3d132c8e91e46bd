package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a file. */
final class TriageReader {

  private final String name;
  private final @Nullable Path file;
  private final long size;
  private final Unpacker unpacker;
  private final @Nullable ElfImage image;
  private final List<Multiboot> multiboot;
  private final @Nullable Solo5 solo5;
  private final @Nullable Stranger stranger;
  private final Producer producer;

  private TriageReader(ByteSource source, String name, @Nullable Path file, Unpacker unpacker) {
    this.name = name;
    this.file = file;
    this.size = source.size();
    this.unpacker = unpacker;
    ElfFile content = unpacker.content();
    if (unpacker.obstacle() == null && ElfIdentity.isElf(content.head(FileKind.HEAD))) {
      image = ElfImage.read(content);
      boolean x86 = image.identity() != null && image.identity().isX86();
      multiboot = x86 ? Multiboot.findAll(content) : List.of();
      solo5 = Solo5.read(image.notes());
      stranger = image.facts() == null ? Stranger.of(image, multiboot, solo5) : null;
      boolean program = stranger != null && stranger.program();
      producer = program ? Producer.unknown() : ProducerFinder.find(image, solo5);
    } else {
      image = null;
      multiboot = List.of();
      solo5 = null;
      stranger = null;
      LinuxBoot linux = unpacker.linux();
      producer =
          linux != null && linux.release() != null
              ? new Producer(
                  Producer.Name.LINUX, "its boot header gives the version " + linux.release())
              : Producer.unknown();
    }
  }

  /** Looks a source over; {@code file} is where it lies, if it is a file. */
  static Triage read(ByteSource source, String name, @Nullable Path file) {
    try (Unpacker unpacker = Unpacker.open(source, name)) {
      return new TriageReader(source, name, file, unpacker).triage();
    }
  }

  private Triage triage() {
    Triage.Result result = result();
    XenFacts facts = image == null ? null : image.facts();
    LinuxBoot linux = unpacker.linux();
    List<Way> ways =
        new WayFinder(name, result, producer, facts, image, multiboot, linux, solo5).all();
    return new Triage(
        name,
        size,
        kind(facts),
        producer,
        unpacker.packing(),
        linux,
        elf(),
        image == null ? List.of() : image.xenNotes(),
        image == null ? Map.of() : image.guestPairs(),
        multiboot,
        solo5,
        damage(),
        ways,
        hinting(ways, result));
  }

  private Triage.Result result() {
    try {
      PvGrubCheck check = new PvGrubCheck(name, unpacker, image, stranger, producer);
      return new Triage.Result(check.kernel(file, size), null);
    } catch (InputException e) {
      return new Triage.Result(null, e);
    }
  }

  /** Adds the other ways that there are to the hint of a rejection. */
  private static Triage.Result hinting(List<Way> ways, Triage.Result result) {
    InputException rejection = result.rejection();
    List<String> others =
        ways.stream()
            .filter(way -> way.answer() == Way.Answer.YES)
            .flatMap(way -> Stream.ofNullable(way.kind().bootWay()))
            .map(way -> "<bootWay>" + way.id() + "</bootWay>")
            .toList();
    if (rejection == null || others.isEmpty()) {
      return result;
    }
    return new Triage.Result(
        null,
        new InputException(
            rejection.getMessage(),
            rejection.hint()
                + " As it is, it boots from a disk made with %s, in the goal image."
                    .formatted(String.join(" or ", others)),
            rejection));
  }

  private @Nullable String damage() {
    InputException damage = unpacker.damage();
    if (damage == null && image != null) {
      damage = image.damage();
    }
    return damage == null ? null : damage.getMessage();
  }

  private @Nullable ElfIdentity identity() {
    return image == null ? null : image.identity();
  }

  private Triage.@Nullable Elf elf() {
    ElfIdentity identity = identity();
    if (image == null || identity == null) {
      return null;
    }
    ElfHeader header = image.header();
    return new Triage.Elf(
        identity, unpacker.content().size(), header == null ? 0 : header.entry(), image.segments());
  }

  private String kind(@Nullable XenFacts facts) {
    ElfIdentity identity = identity();
    if (image == null) {
      return kindOfOther();
    }
    if (identity == null || image.damage() != null) {
      return "a damaged ELF file";
    }
    String bits = "a " + identity.bits() + "-bit ";
    if (producer.name() == Producer.Name.XEN_SHIM) {
      return "Xen's PV shim, a multiboot and PVH kernel";
    }
    if (facts != null) {
      String xen =
          facts.isPvhOnly()
              ? "Xen PVH kernel"
              : facts.pvhEntry() ? "Xen PV and PVH kernel" : "Xen PV kernel";
      return bits + xen + (identity.isX86() ? "" : " for " + identity.machineName());
    }
    if (producer.name() == Producer.Name.XEN) {
      return "the Xen hypervisor, " + Objects.requireNonNull(stranger).name();
    }
    if (!identity.isX86()) {
      return bits + "ELF file for " + identity.machineName();
    }
    return stranger == null ? bits + "ELF file" : stranger.name();
  }

  private String kindOfOther() {
    if (unpacker.linux() != null) {
      return "a Linux bzImage";
    }
    ByteBuffer head = unpacker.content().head(FileKind.HEAD);
    return unpacker.damage() == null
        ? FileKind.of(head).name()
        : "damaged "
            + unpacker.packing().get(unpacker.packing().size() - 1).id()
            + "-compressed data";
  }
}
