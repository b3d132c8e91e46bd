package io.github.ec2unikernel.harness.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what made a kernel, from what only one producer leaves in it. */
final class ProducerFinder {

  private static final String OCAML = "OCAMLRUNPARAM";
  private static final String XEN = "Xen version %d.%d%s";
  private static final String SHIM = "pv-shim";

  /** Words of one producer alone, the ones built on others first. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("rump kernel bare metal bootstrap", Producer.Name.RUMPRUN),
          new Sign("_RUMPRUN_ROOTFSCFG", Producer.Name.RUMPRUN),
          new Sign("_minios_start_kernel", Producer.Name.RUMPRUN),
          new Sign("MirageOS booting", Producer.Name.MIRAGEOS),
          new Sign("OSv v", Producer.Name.OSV),
          new Sign("nanovms", Producer.Name.NANOS),
          new Sign("Welcome to GRUB!", Producer.Name.GRUB),
          new Sign("Linux version ", Producer.Name.LINUX),
          new Sign("Xen Minimal OS!", Producer.Name.MINI_OS));

  private static final List<String> WORDS =
      java.util.stream.Stream.concat(
              SIGNS.stream().map(Sign::word), java.util.stream.Stream.of(OCAML, XEN, SHIM))
          .toList();

  private record Sign(String word, Producer.Name name) {}

  private final ElfImage image;
  private final @Nullable Solo5 solo5;
  private final @Nullable String guestOs;
  private final Set<String> words;

  private ProducerFinder(ElfImage image, @Nullable Solo5 solo5) {
    this.image = image;
    this.solo5 = solo5;
    XenFacts facts = image.facts();
    this.guestOs = facts == null ? null : facts.guestOs();
    this.words = TextFinder.find(image.elf(), WORDS);
  }

  /** Returns the producer of a kernel; a program of another system must not be asked about. */
  static Producer find(ElfImage image, @Nullable Solo5 solo5) {
    return new ProducerFinder(image, solo5).find();
  }

  private Producer find() {
    return bySelfName()
        .or(this::bySection)
        .or(this::asXen)
        .or(this::byOcaml)
        .or(this::byWord)
        .or(this::byBase)
        .orElseGet(
            () ->
                guestOs == null
                    ? Producer.unknown()
                    : new Producer(
                        Producer.Name.UNKNOWN, "it calls itself " + guestOs + " (GUEST_OS)"));
  }

  /** Those that nothing else is built on; a name of Mini-OS is that of others as well. */
  private Optional<Producer> bySelfName() {
    String name = guestOs == null ? "" : guestOs.toLowerCase(Locale.ROOT);
    Producer.Name producer =
        name.startsWith("linux")
            ? Producer.Name.LINUX
            : switch (name) {
              case "halvm" -> Producer.Name.HALVM;
              case "grub" -> Producer.Name.GRUB;
              case "unikraft" -> Producer.Name.UNIKRAFT;
              default -> Producer.Name.UNKNOWN;
            };
    return producer == Producer.Name.UNKNOWN
        ? Optional.empty()
        : Optional.of(new Producer(producer, "it calls itself " + guestOs + " (GUEST_OS)"));
  }

  private Optional<Producer> bySection() {
    for (String section : image.sectionNames()) {
      if (section.startsWith(".uk_")) {
        return Optional.of(new Producer(Producer.Name.UNIKRAFT, "it has a section " + section));
      }
      if (section.equals(".tracepoint_patch_sites")) {
        return Optional.of(new Producer(Producer.Name.OSV, "it has a section " + section));
      }
    }
    return Optional.empty();
  }

  private Optional<Producer> asXen() {
    if (!words.contains(XEN)) {
      return Optional.empty();
    }
    boolean shim = words.contains(SHIM) && image.facts() != null;
    return Optional.of(
        shim
            ? new Producer(Producer.Name.XEN_SHIM, contains(SHIM) + " and has a PVH entry")
            : new Producer(Producer.Name.XEN, contains(XEN)));
  }

  /** OCaml's runtime runs on these two as MirageOS alone. */
  private Optional<Producer> byOcaml() {
    boolean base = solo5 != null || "Mini-OS".equals(guestOs);
    return base && words.contains(OCAML)
        ? Optional.of(
            new Producer(
                Producer.Name.MIRAGEOS,
                "it contains OCaml's runtime (\""
                    + OCAML
                    + "\") on "
                    + (solo5 != null ? "Solo5" : "Mini-OS")))
        : Optional.empty();
  }

  private Optional<Producer> byWord() {
    return SIGNS.stream()
        .filter(sign -> words.contains(sign.word()))
        .findFirst()
        .map(sign -> new Producer(sign.name(), contains(sign.word())));
  }

  private Optional<Producer> byBase() {
    if (solo5 != null) {
      return Optional.of(new Producer(Producer.Name.SOLO5, "it has notes of the name Solo5"));
    }
    return "Mini-OS".equals(guestOs)
        ? Optional.of(new Producer(Producer.Name.MINI_OS, "it calls itself Mini-OS (GUEST_OS)"))
        : Optional.empty();
  }

  private static String contains(String word) {
    return "it contains \"" + word.strip() + "\"";
  }
}
