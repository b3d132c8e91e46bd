package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a boot loader on the disk ends and the kernel begins, by what they print. */
class LoaderWatchTest {

  private static final Duration LATER = Duration.ofSeconds(4);

  private final LoaderWatch watch = new LoaderWatch();

  private List<Boolean> lines(String... lines) {
    return List.of(lines).stream().map(line -> watch.line(line, Duration.ZERO)).toList();
  }

  @Test
  void onADiskTheFirstLineOfAnotherKindIsTheKernels() {
    watch.startedByFirmware();
    watch.handedOver();
    assertThat(watch.isOver()).isFalse();
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
            "ec2-unikernel: /boot/kernel.gz can't be loaded",
            "pvh-stub: there is no module; the first has to be the kernel")) {
      LoaderWatch each = new LoaderWatch();
      each.startedByFirmware();
      each.line(line, Duration.ZERO);
      assertThat(each.hasGivenUp(Duration.ofSeconds(1))).as(line).isFalse();
      assertThat(each.hasGivenUp(LATER)).as(line).isTrue();
      assertThat(each.said()).contains(line);
    }
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
  void theEndOfABootLoaderThatTheHypervisorLoadedIsToldByThat() {
    watch.handedOver();
    assertThat(watch.isOver()).isTrue();
    assertThat(lines("anything")).containsExactly(false);
  }
}
