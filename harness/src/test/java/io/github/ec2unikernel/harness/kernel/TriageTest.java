package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.Loader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to look like what the builds of each producer leave. */
class TriageTest {

  private static final String OLD_STYLE =
      "GUEST_OS=Mini-OS,XEN_VER=xen-3.0,VIRT_BASE=0x0,ELF_PADDR_OFFSET=0x0,HYPERCALL_PAGE=0x2,LOADER=generic";

  /** What, its bytes, what it is called, by whom, and the answers in the order of the ways. */
  static Stream<Arguments> kernels() {
    return Stream.of(
        row("MirageOS 3.8", old("MirageOS booting..."), "Xen PV", "MirageOS", "yes no no yes no"),
        row("old MirageOS", old("OCAMLRUNPARAM"), "Xen PV", "MirageOS", "yes no no yes no"),
        row("MirageOS 3.9", solo5(6, "OCAMLRUNPARAM"), "Xen PVH", "MirageOS", "no no yes no no"),
        row("Solo5 hvt", solo5(1, "x"), "Solo5 unikernel (target hvt)", "Solo5", "no no no no no"),
        row("Solo5 spt", solo5(2, "x"), "Solo5 unikernel (target spt)", "Solo5", "no no no no no"),
        row(
            "MirageOS on virtio",
            solo5(3, "OCAMLRUNPARAM"),
            "Solo5 unikernel (target virtio)",
            "MirageOS",
            "no yes no no no"),
        row("Solo5 xen", solo5(6, "x"), "Xen PVH", "Solo5", "no no yes no no"),
        row("rumprun xen", old("_RUMPRUN_ROOTFSCFG"), "Xen PV", "rumprun", "yes no no yes no"),
        row(
            "rumprun hw",
            multiboot("rump kernel bare metal bootstrap"),
            "a multiboot kernel",
            "rumprun",
            "no yes no no no"),
        row(
            "HaLVM",
            ElfFixture.oldStyleKernel(OLD_STYLE.replace("Mini-OS", "HaLVM")).build(),
            "Xen PV",
            "HaLVM",
            "yes no no yes no"),
        row(
            "Unikraft xen",
            withGuestOs("Unikraft").build(),
            "Xen PV",
            "Unikraft",
            "yes no no yes no"),
        row(
            "Unikraft kvm",
            loading(multibootHeader("x")).section(".uk_bootinfo", 1, new byte[8]).build(),
            "a multiboot kernel",
            "Unikraft",
            "no yes no no no"),
        row(
            "OSv",
            loading(multibootHeader("x"))
                .section(".tracepoint_patch_sites", 1, new byte[8])
                .build(),
            "a multiboot kernel",
            "OSv",
            "no yes no no no"),
        row("Nanos", pvh("nanovms").build(), "Xen PVH", "Nanos", "no no yes no no"),
        row("Mini-OS", ElfFixture.notesKernel().build(), "Xen PV", "Mini-OS", "yes no no yes no"),
        row("GRUB", withGuestOs("GRUB").build(), "Xen PV", "GRUB", "yes no no yes no"),
        row("Linux", withGuestOs("linux").build(), "Xen PV", "Linux", "yes no no yes no"),
        row(
            "another loader",
            ElfFixture.oldStyleKernel(OLD_STYLE.replace("generic", "special")).build(),
            "Xen PV",
            "Mini-OS",
            "no no no no no"),
        row(
            "another Xen",
            ElfFixture.oldStyleKernel(OLD_STYLE.replace("xen-3.0", "xen-2.0")).build(),
            "Xen PV",
            "Mini-OS",
            "no no no no no"),
        row(
            "nothing to load",
            new ElfFixture().segment(4, 0, 0, ElfFixture.pvNotes()).build(),
            "Xen PV",
            "Mini-OS",
            "no no no no no"),
        row("a stranger", withGuestOs("mine").build(), "Xen PV", "unknown", "yes no no yes no"),
        row(
            "Linux program",
            ElfFixture.program().segment(3, 0, 0, ElfFixture.text("/lib64/ld.so")).build(),
            "a Linux program (its interpreter is /lib64/ld.so)",
            "unknown",
            "no no no no no"),
        row(
            "text",
            "#!/bin/sh".getBytes(StandardCharsets.US_ASCII),
            "a script",
            "unknown",
            "no no no no no"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void everyKernelIsNamedAndHasItsWays(
      String what, byte[] file, String kind, String producer, String answers) {
    Triage triage = triage(file);

    assertThat(triage.kind()).contains(kind);
    assertThat(triage.producer().name().text()).isEqualTo(producer);
    assertThat(answers(triage)).isEqualTo(answers);
    assertThat(triage.ways()).allSatisfy(way -> assertThat(way.reason()).isNotBlank());
    assertThat(triage.damage()).isNull();
  }

  @ParameterizedTest(name = "{0}, compressed")
  @MethodSource("kernels")
  void compressedOnesAreTheSame(
      String what, byte[] file, String kind, String producer, String answers) {
    Triage triage = triage(PackedFixture.pack(Packing.GZIP, file));

    assertThat(triage.kind()).contains(kind);
    assertThat(triage.producer().name().text()).isEqualTo(producer);
    assertThat(answers(triage)).isEqualTo(answers);
  }

  @Test
  void aPvhKernelsRefusalNamesTheWayOutAndTheOtherWay() {
    Way way = triage(pvh("x").build()).ways().get(0);

    assertThat(way.reason()).contains("it is PVH-only");
    assertThat(way.wayOut()).contains("version 3.8 or earlier makes PV kernels");
    assertThat(triage(pvh("x").build()).rejection().orElseThrow().hint())
        .endsWith("boots from a disk made with <bootWay>pvh</bootWay>, in the goal image.");
  }

  @Test
  void onlyLibxlLoadsAKernelOfTheOldStyle() {
    Triage triage = triage(old("MirageOS booting..."));

    assertThat(triage.kernel().loaders()).containsExactly(Loader.LIBXL);
    assertThat(triage.ways().get(0).reason()).contains("here libxl loads it, as GRUB 2 hands");
    assertThat(triage.xenGuest()).containsEntry("GUEST_OS", "Mini-OS").hasSize(6);
  }

  @Test
  void onlyLibxlLoadsAKernelWithVirtualPhysicalAddresses() {
    byte[] file =
        new ElfFixture()
            .segment(1, ElfFixture.VIRT_BASE, ElfFixture.VIRT_BASE, new byte[64])
            .segment(4, 0, 0, ElfFixture.pvNotes())
            .build();

    assertThat(triage(file).kernel().loaders()).containsExactly(Loader.LIBXL);
  }

  @Test
  void linuxTakesNoModuleList() {
    assertThat(triage(withGuestOs("linux").build()).kernel().takesModuleList()).isFalse();
    assertThat(triage(withGuestOs("Mini-OS").build()).kernel().takesModuleList()).isTrue();
  }

  @Test
  void aManifestsDevicesAreListedWithoutTheReservedEntry() {
    Solo5 solo5 = triage(solo5(1, "x")).solo5();

    assertThat(solo5)
        .isEqualTo(
            new Solo5(
                "hvt",
                2,
                java.util.List.of(
                    new Solo5.Device("storage", "BLOCK_BASIC"),
                    new Solo5.Device("service", "NET_BASIC"))));
  }

  @Test
  void notesAreDecodedByName() {
    byte[] notes =
        ElfFixture.concat(
            ElfFixture.pvNotes(),
            ElfFixture.note("Xen", 17, new byte[] {1, 8, 0, 0}),
            ElfFixture.note(
                "Xen", 13, ElfFixture.concat(ElfFixture.number(1), ElfFixture.number(1))),
            ElfFixture.note("Xen", 19, new byte[] {0, 0, 0x20, 0, 0, 0, 0, 1, 0, 0, 0x10, 0}),
            ElfFixture.note("Xen", 99, new byte[3]));

    assertThat(triage(ElfFixture.program().segment(4, 0, 0, notes).build()).xenNotes())
        .extracting(XenNote::toString)
        .containsExactly(
            "XenNote[number=6, name=GUEST_OS, value=Mini-OS]",
            "XenNote[number=8, name=LOADER, value=generic]",
            "XenNote[number=5, name=XEN_VERSION, value=xen-3.0]",
            "XenNote[number=1, name=ENTRY, value=0xffffffff80001000]",
            "XenNote[number=3, name=VIRT_BASE, value=0xffffffff80000000]",
            "XenNote[number=17, name=SUPPORTED_FEATURES, value=0x801 (writable_page_tables, dom0)]",
            "XenNote[number=13, name=L1_MFN_VALID, value=mask 0x1, value 0x1]",
            "XenNote[number=19, name=PHYS32_RELOC, value=0x200000 0x1000000 0x100000]",
            "XenNote[number=99, name=type 0x63, value=3 bytes]");
  }

  @Test
  void aDamagedFileIsNamedWithOffsetAndField() {
    byte[] file = ElfFixture.notesKernel().build();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 1L << 40);

    Triage triage = triage(file);

    assertThat(triage.kind()).isEqualTo("a damaged ELF file");
    assertThat(triage.damage()).contains("e_phoff at offset 0x20");
    assertThat(answers(triage)).isEqualTo("no no no no no");
  }

  @Test
  void aDamagedFileBootsNoOtherWayEither() {
    byte[] file = multiboot("x");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 1L << 40);

    Triage triage = triage(file);

    assertThat(triage.multiboot()).isNotEmpty();
    assertThat(answers(triage)).isEqualTo("no no no no no");
    assertThat(triage.rejection().orElseThrow().hint()).doesNotContain("boots by");
  }

  private static String answers(Triage triage) {
    return triage.ways().stream()
        .map(way -> way.answer().name().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static Arguments row(
      String what, byte[] file, String kind, String producer, String answers) {
    return Arguments.of(what, file, kind, producer, answers);
  }

  private static byte[] old(String word) {
    return ElfFixture.oldStyleKernel(OLD_STYLE)
        .segment(1, 0x1000, 0x1000, ElfFixture.text(word))
        .build();
  }

  private static ElfFixture withGuestOs(String name) {
    byte[] notes =
        ElfFixture.concat(
            ElfFixture.note("Xen", 6, ElfFixture.text(name)),
            ElfFixture.note("Xen", 8, ElfFixture.text("generic")),
            ElfFixture.note("Xen", 5, ElfFixture.text("xen-3.0")));
    return ElfFixture.program().segment(4, 0, 0, notes);
  }

  private static ElfFixture pvh(String word) {
    return loading(ElfFixture.text(word))
        .segment(4, 0, 0, ElfFixture.note("Xen", 18, new byte[] {0, 0, 16, 0}));
  }

  private static ElfFixture loading(byte[] content) {
    return new ElfFixture().segment(1, 0x100000, 0x100000, content);
  }

  private static byte[] multiboot(String word) {
    return loading(multibootHeader(word)).build();
  }

  private static byte[] multibootHeader(String word) {
    ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x1BADB002).putInt(3).putInt(-(0x1BADB002 + 3));
    return ElfFixture.concat(header.array(), ElfFixture.text(word));
  }

  /** As Solo5's headers lay it out: ABI1, and MFT1 with its 4 bytes of padding. */
  private static byte[] solo5(int target, String word) {
    ByteBuffer abi = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    abi.putInt(target).putInt(2);
    ByteBuffer manifest = ByteBuffer.allocate(12 + 3 * 104).order(ByteOrder.LITTLE_ENDIAN);
    manifest.putInt(4, 1).putInt(8, 3);
    entry(manifest, 0, "", 1 << 30);
    entry(manifest, 1, "storage", 1);
    entry(manifest, 2, "service", 2);
    ElfFixture elf =
        (target == 3 ? loading(multibootHeader(word)) : loading(ElfFixture.text(word)))
            .segment(3, 0, 0, ElfFixture.text("/nonexistent/solo5/"))
            .segment(4, 0, 0, ElfFixture.note("Solo5", 0x31494241, abi.array()))
            .segment(4, 0, 0, ElfFixture.note("Solo5", 0x3154464d, manifest.array()));
    return (target == 6
            ? elf.segment(4, 0, 0, ElfFixture.note("Xen", 18, new byte[] {0, 0, 16, 0}))
            : elf)
        .build();
  }

  private static void entry(ByteBuffer manifest, int index, String name, int type) {
    int at = 12 + 104 * index;
    manifest.put(at, Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 68));
    manifest.putInt(at + 68, type);
  }

  private static Triage triage(byte[] file) {
    return Triage.of(new BytesSource(file), "hello.xen");
  }
}
