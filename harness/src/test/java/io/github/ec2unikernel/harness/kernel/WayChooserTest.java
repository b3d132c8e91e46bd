package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayChooserTest {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @ParameterizedTest
  @CsvSource({
    "hello-notes.xen, PVGRUB",
    "hello-oldstyle.xen, PVGRUB",
    "hello-multiboot.elf, MULTIBOOT",
    "hello-multiboot2.elf, MULTIBOOT",
    "pvh-only.elf, PVH"
  })
  void aKernelDecidesForItself(String kernel, BootWay way) {
    assertThat(choose(kernel, null)).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({
    "hello-notes.xen, SHIM",
    "hello-oldstyle.xen, SHIM",
    "hello-notes.xen, PVGRUB",
    "hello-multiboot2.elf, MULTIBOOT",
    "hello-pvh.xen, PVH"
  })
  void aWayThatTheKernelHasIsTaken(String kernel, BootWay way) {
    assertThat(choose(kernel, way)).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({
    "hello-notes.xen, MULTIBOOT, it has no multiboot header, pvgrub or shim",
    "hello-notes.xen, PVH, it has no PVH entry, pvgrub or shim",
    "hello-multiboot.elf, SHIM, the shim runs Xen PV kernels, set it to multiboot",
    "linux-program.elf, SHIM, the shim runs Xen PV kernels, the goal inspect"
  })
  void aWayThatItDoesNotHaveIsRefusedWithTheReasonAndTheWaysThatItHas(
      String kernel, BootWay way, String reason, String hint) {
    InputException refusal = refusal(kernel, way);

    assertThat(refusal)
        .hasMessageStartingWith("<bootWay> is '" + way.id() + "', and the kernel ")
        .hasMessageContaining(reason);
    assertThat(refusal.hint()).contains(hint);
  }

  @Test
  void pvGrubRefusesInItsOwnWords() {
    InputException refusal = refusal("multiboot.elf", BootWay.PVGRUB);

    assertThat(refusal).hasMessageContaining("has no Xen PV support");
    assertThat(refusal.hint()).endsWith("<bootWay>multiboot</bootWay>, in the goal image.");
  }

  @Test
  void aKernelWithoutAnyWayIsRefusedWithTheReasonOfEach() {
    assertThat(refusal("linux-program.elf", null))
        .hasMessageContaining("has no Xen PV support")
        .hasMessageContaining("\n  HVM, multiboot: it has no multiboot header.\n")
        .hasMessageContaining("\n  HVM, PVH: it has no PVH entry (the note PHYS32_ENTRY).\n")
        .hasMessageContaining(
            "\n  HVM, xen-shim: the shim runs Xen PV kernels, which this is not.");
  }

  @Test
  void whatIsNoKernelAtAllIsToldInOneLine() {
    assertThat(refusal("build", null)).hasMessageMatching("The kernel .*/build is not an ELF.*");
  }

  @Test
  void xenItselfBootsByMultibootIfItIsSaidSoAndHasAGuest() {
    ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x1BADB002).putInt(3).putInt(-(0x1BADB002 + 3));
    byte[] content = ElfFixture.concat(header.array(), ElfFixture.text("Xen version %d.%d%s (x)"));
    byte[] file = new ElfFixture().segment(1, 0x100000, 0x100000, content).build();
    Triage xen = Triage.of(new BytesSource(file), "xen");

    assertThat(xen.producer().name()).isEqualTo(Producer.Name.XEN);
    assertThat(WayChooser.choose(xen, BootWay.MULTIBOOT, true)).isEqualTo(BootWay.MULTIBOOT);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> WayChooser.choose(xen, BootWay.MULTIBOOT, false))
        .withMessageContaining("it is a hypervisor")
        .satisfies(e -> assertThat(e.hint()).startsWith("Give that guest's kernel and ramdisk"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> WayChooser.choose(xen, null, true));
  }

  @Test
  void aReadyDiskIsNoKernelsWay() {
    assertThatIllegalArgumentException().isThrownBy(() -> choose("hello-notes.xen", BootWay.DISK));
  }

  private static BootWay choose(String kernel, @Nullable BootWay wanted) {
    return WayChooser.choose(Triage.of(KERNELS.resolve(kernel)), wanted, false);
  }

  private static InputException refusal(String kernel, @Nullable BootWay wanted) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> choose(kernel, wanted))
        .actual();
  }
}
