package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a boot loader on the disk ends and the kernel begins, by what they print. */
class LoaderWatchTest {

  private static final Duration LATER = Duration.ofSeconds(4);

  private final LoaderWatch watch = LoaderWatch.onDisk(BootWay.SHIM, Firmware.BIOS);

  private List<Boolean> lines(String... lines) {
    return List.of(lines).stream().map(line -> watch.line(line, Duration.ZERO)).toList();
  }

  @Test
  void onADiskTheFirstLineOfAnotherKindIsTheKernels() {
    watch.startedByFirmware();
    assertThat(
            lines(
                "BdsDxe: loading Boot0001 \"UEFI Misc Device\" from PciRoot(0x0)",
                "Welcome to GRUB!",
                "",
                "  Booting `unikernel'",
                "error: Can't get controller info..",
                "(XEN) Command line: pv-shim console=xen,pv",
                "pvh-stub: entering the kernel at 0x100000"))
        .doesNotContain(true);
    assertThat(watch.isOver()).isFalse();
    assertThat(lines("magic: pvh", "READY")).containsExactly(true, false);
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void aKernelsOwnErrorsAreNotTheBootLoaders() {
    watch.startedByFirmware();
    lines("hello", "error: out of memory.", "error: file `/boot/x' not found.");
    assertThat(watch.hasFailed()).isFalse();
    assertThat(watch.hasGivenUp(LATER)).isFalse();
  }

  @Test
  void aSilentKernelIsNotTakenForOneThatWasNotStartedForAnErrorThatGrubGetsOver() {
    watch.startedByFirmware();
    lines(
        "error: no suitable video mode found.",
        "error: file `/boot/grub/fonts/unicode.pf2' not found.",
        "error: Can't get controller info..");
    assertThat(watch.hasGivenUp(LATER)).isFalse();
  }

  @Test
  void whatGrubOrTheStubDoNotGetOverEndsTheBootAfterAWhile() {
    for (String line :
        List.of(
            "error: file `/boot/kernel.gz' not found.",
            "error: no multiboot header found.",
            "error: ../../grub-core/fs/fshelp.c:257:file `/boot/kernel' not found.",
            "error: failure reading sector 0x800 from `hd0'.",
            "error: can't allocate memory for the module.",
            "error: unknown command `multiboot3'.",
            "error: symbol `grub_calloc' not found.",
            "alloc magic is broken at 0x7f: 0",
            "   Minimal BASH-like line editing is supported. For the first word, TAB",
            "Entering rescue mode...",
            "grub> ",
            "grub rescue> ",
            "ec2-unikernel: /boot/kernel.gz can't be loaded",
            "  Failed to boot both default and fallback entries.",
            "Failed to boot default entries.",
            "pvh-stub: there is no module; the first has to be the kernel")) {
      LoaderWatch each = LoaderWatch.onDisk(BootWay.PVH, Firmware.BIOS);
      each.startedByFirmware();
      assertThat(each.line(line, Duration.ZERO)).as(line).isFalse();
      assertThat(each.hasGivenUp(Duration.ofSeconds(1))).as(line).isFalse();
      assertThat(each.hasGivenUp(LATER)).as(line).isTrue();
      assertThat(each.said()).contains(line.strip());
    }
  }

  @Test
  void whatFollowsAnErrorInOtherWordsIsQuotedWithIt() {
    for (String error :
        List.of(
            "error: invalid magic number.",
            "error: no such device: 0b4c-17.",
            "error: bad shim signature.",
            "error: ../../grub-core/kern/verifiers.c:119:invalid signature.")) {
      LoaderWatch each = LoaderWatch.onDisk(BootWay.DISK, Firmware.UEFI);
      each.startedByFirmware();
      each.line(error, Duration.ZERO);
      assertThat(each.hasGivenUp(LATER)).as(error).isFalse();
      assertThat(each.said()).contains(error);
      each.line("error: you need to load the kernel first.", Duration.ZERO);
      assertThat(each.hasGivenUp(LATER)).as(error).isTrue();
      assertThat(each.said()).contains(error + " error: you need to load the kernel first.");
    }
  }

  @Test
  void anErrorThatGrubGotOverIsNotQuotedForAnother() {
    watch.startedByFirmware();
    lines("error: no suitable video mode found.", "error: file `/boot/kernel' not found.");
    assertThat(watch.said()).contains("error: file `/boot/kernel' not found.");
  }

  @Test
  void aFallbackThatIsTriedIsWaitedFor() {
    watch.startedByFirmware();
    lines(
        "error: file `/boot/a' not found.",
        "ec2-unikernel: /boot/a can't be loaded",
        "ec2-unikernel: booting entry 1 instead");
    assertThat(watch.hasGivenUp(LATER)).isFalse();
  }

  @Test
  void grubsShellIsNoKernelThoughItsPromptStays() {
    watch.startedByFirmware();
    lines(
        "   Minimal BASH-like line editing is supported. For the first word, TAB",
        "   lists possible command completions. Anywhere else TAB lists possible",
        "   device or file completions. ESC at any time exits.");
    assertThat(watch.partial("grub> ", false, LATER)).isFalse();
    assertThat(watch.partial("grub> ", false, LATER.plusSeconds(9))).isFalse();
    assertThat(watch.isOver()).isFalse();
    assertThat(watch.hasFailed()).isTrue();
  }

  @Test
  void aPromptThatStaysOrWasExpectedIsTheKernels() {
    assertThat(watch.partial("Welcome to GR", false, LATER)).isFalse();
    assertThat(watch.partial("Welcome to GRUB!", true, LATER.plusSeconds(9))).isFalse();
    assertThat(watch.partial("> ", false, LATER.plusSeconds(10))).isFalse();
    assertThat(watch.partial("> ", false, LATER.plusSeconds(12))).isFalse();
    assertThat(watch.partial("> ", false, LATER.plusSeconds(14))).isTrue();
    LoaderWatch other = LoaderWatch.onDisk(BootWay.DISK, Firmware.BIOS);
    assertThat(other.partial("login: ", true, LATER)).isTrue();
  }

  @Test
  void xensLinesAreTheKernelsWhereXenIsTheKernel() {
    LoaderWatch other = LoaderWatch.onDisk(BootWay.MULTIBOOT, Firmware.BIOS);
    assertThat(other.line("(XEN) Xen version 4.17", Duration.ZERO)).isTrue();
    assertThat(lines("(XEN) Xen version 4.17")).containsExactly(false);
  }

  @Test
  void whatUefiPrintsBeforeItStartsTheDiskIsNoKernels() {
    LoaderWatch other = LoaderWatch.onDisk(BootWay.MULTIBOOT, Firmware.UEFI);
    assertThat(other.line(">>Start PXE over IPv4.", Duration.ZERO)).isFalse();
    other.startedByFirmware();
    assertThat(other.line("hello", Duration.ZERO)).isTrue();
  }

  @Test
  void theEndOfABootLoaderThatTheHypervisorLoadedIsToldByThat() {
    LoaderWatch other = LoaderWatch.ofHypervisor();
    assertThat(other.line("error: of the boot loader", Duration.ZERO)).isFalse();
    other.handedOver();
    assertThat(other.isOver()).isTrue();
    assertThat(other.line("anything", Duration.ZERO)).isFalse();
  }
}
