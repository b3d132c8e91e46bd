package io.github.ec2unikernel.plugin.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.ec2unikernel.harness.kernel.Triage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {

  private static final Path KERNELS = Path.of("../harness/src/test/kernels");

  @Test
  void theVerdictComesFirstAndTheDetailsBelow() {
    assertThat(text("multiboot.elf"))
        .containsExactly(
            KERNELS.resolve("multiboot.elf") + ": a multiboot kernel",
            "  made by      unknown",
            "  file         448 bytes",
            "",
            "Where it boots on EC2:",
            "  PV-GRUB          no     it has no Xen PV support: it has neither notes of the name Xen"
                + " nor a section __xen_guest; it is a multiboot kernel",
            "                          -> Give the ELF file that the unikernel's build for Xen PV"
                + " makes, such as MirageOS 3.8's `mirage configure -t xen` or `rumprun-bake xen_pv`."
                + " Build the unikernel for Xen PV; kernels of this kind boot on HVM machines only.",
            "  HVM, multiboot   yes    it has a multiboot 1 header at offset 0xb0; it needs drivers"
                + " for EC2's devices (Xen's PV ones, or NVMe and ENA)",
            "  HVM, PVH         no     it has no PVH entry (the note PHYS32_ENTRY)",
            "  HVM, xen-shim    no     the shim runs Xen PV kernels, which this is not",
            "  HVM, as Linux    no     it is not Linux",
            "",
            "What it launches on, by <bootWay>:",
            "  multiboot   Xen PV          does not launch: its instances start PV images alone",
            "              Xen HVM, Nitro  unknown: nothing shows which drivers it has; tested here"
                + " (our own test kernels under QEMU), on EC2 by nobody",
            "",
            "What it says of itself:",
            "  ELF          x86-64, 64 bit, little-endian, executable, entry 0x100020, 448 bytes",
            "  segment      LOAD         rwx  virtual 0x100000, physical 0x100000, 0x3f of 0x3f bytes"
                + " at offset 0xb0",
            "  segment      GNU_STACK    rw-  virtual 0x0, physical 0x0, 0x0 of 0x0 bytes at offset"
                + " 0x0",
            "  multiboot 1  header at offset 0xb0, flags 0x10000");
  }

  @Test
  void aKernelOfTwoWaysIsToldByBoth() {
    assertThat(text("hello-notes.xen"))
        .containsSequence(
            "What it launches on, by <bootWay>:",
            "  pvgrub      Xen PV          unknown: nothing shows which drivers it has; tested here"
                + " (our own test kernels under Xen), on EC2 by nobody",
            "              Xen HVM, Nitro  does not launch: its instances start HVM images alone",
            "  shim        Xen PV          does not launch: its instances start PV images alone",
            "              Xen HVM         unknown: nothing shows which drivers it has; tested here"
                + " (our own test kernels under Xen HVM), on EC2 by nobody",
            "              Nitro           does not launch: the kernel finds its devices by Xen, and"
                + " Nitro has none");
  }

  @Test
  void whatBootsByNoWayLaunchesOnNothing() {
    assertThat(text("linux-program.elf"))
        .containsSequence(
            "What it launches on, by <bootWay>:", "  nothing: it boots by none of these ways");
    assertThat(launches("linux-program.elf")).isEmpty();
  }

  @Test
  void programsReadEachHypervisorsAnswer() {
    JsonObject nitro = launches("multiboot.elf").get(2).getAsJsonObject();

    assertThat(nitro.get("way").getAsString()).isEqualTo("multiboot");
    assertThat(nitro.get("hypervisor").getAsString()).isEqualTo("nitro");
    assertThat(nitro.get("outcome").getAsString()).isEqualTo("unknown");
    assertThat(nitro.get("evidence").getAsString()).isEqualTo("here");
    assertThat(nitro.get("network").isJsonNull()).isTrue();
    assertThat(nitro.get("testedHere").getAsString()).contains("QEMU");
    assertThat(nitro.get("shownOnEc2By").isJsonNull()).isTrue();
  }

  private static JsonArray launches(String name) {
    return JsonParser.parseString(InspectionJson.of(Triage.of(KERNELS.resolve(name))))
        .getAsJsonObject()
        .getAsJsonArray("launches");
  }

  @Test
  void notesAreListedByName() {
    assertThat(text("hello-notes.xen"))
        .contains(
            "  Xen note     GUEST_OS           hello-notes",
            "  Xen note     VIRT_BASE          0xffffffff80000000");
  }

  @Test
  void sizesAreNumbersAndAddressesAreHexadecimal() {
    JsonObject segment =
        JsonParser.parseString(InspectionJson.of(Triage.of(KERNELS.resolve("multiboot.elf"))))
            .getAsJsonObject()
            .getAsJsonObject("elf")
            .getAsJsonArray("segments")
            .get(0)
            .getAsJsonObject();

    assertThat(segment.get("fileSize")).isEqualTo(new JsonPrimitive(0x3f));
    assertThat(segment.get("memorySize")).isEqualTo(new JsonPrimitive(0x3f));
    assertThat(segment.get("virtualAddress")).isEqualTo(new JsonPrimitive("0x100000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello-notes.xen",
        "hello-oldstyle.xen",
        "pv32.elf",
        "pvh-only.elf",
        "multiboot.elf",
        "linux-program.elf",
        "build"
      })
  void everyDocumentHasTheSameNames(String name) {
    JsonObject document =
        JsonParser.parseString(InspectionJson.of(Triage.of(KERNELS.resolve(name))))
            .getAsJsonObject();

    assertThat(document.keySet())
        .containsExactly(
            "file",
            "size",
            "kind",
            "bootable",
            "localLoaders",
            "producer",
            "packing",
            "linux",
            "elf",
            "xenNotes",
            "xenGuest",
            "multiboot",
            "solo5",
            "damage",
            "ways",
            "launches");
    assertThat(document.getAsJsonArray("ways")).hasSize(5);
  }

  private static List<String> text(String name) {
    return InspectionText.of(Triage.of(KERNELS.resolve(name)));
  }
}
