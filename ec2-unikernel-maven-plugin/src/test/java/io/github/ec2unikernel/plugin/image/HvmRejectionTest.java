package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a disk that does not boot by PV-GRUB can't be made of. */
class HvmRejectionTest {

  private static final KernelRequest MULTIBOOT = HvmFixture.kernel(HvmFixture.MULTIBOOT, "");
  private static final KernelRequest PV = HvmFixture.kernel(HvmFixture.PV, "");

  @TempDir Path dir;

  private HvmFixture fixture = new HvmFixture(Path.of(""));

  @BeforeEach
  void setUp() {
    fixture = new HvmFixture(dir);
  }

  @Test
  void kernelsOfDifferentWaysAreRefused() {
    assertThat(rejection(request(null, null, PV, MULTIBOOT)))
        .hasMessageContaining("The kernels boot by different ways")
        .hasMessageContaining("hello-notes.xen by pvgrub")
        .hasMessageContaining("hello-multiboot.elf by multiboot");
  }

  @Test
  void aProfileIsForPvGrubOnly() {
    assertThat(rejection(request(null, Profile.UNIK, MULTIBOOT)))
        .hasMessage("<profile> is 'unik', a layout for PV-GRUB, and this disk boots by multiboot");
    assertThat(rejection(request(BootWay.SHIM, Profile.GALOIS, PV)).hint())
        .isEqualTo("Leave <profile> out, or set <bootWay>pvgrub</bootWay>.");
  }

  @ParameterizedTest
  @EnumSource(Firmware.class)
  void aDiskForPvGrubHasNoFirmware(Firmware firmware) {
    assertThat(rejection(fixture.request(null, Set.of(firmware), PV)))
        .hasMessageStartingWith("<firmware> is given, and PV-GRUB boots this disk");
  }

  @ParameterizedTest
  @EnumSource(
      value = BootWay.class,
      names = {"SHIM", "PVH"})
  void whatNeedsXenHasNoUefi(BootWay way) {
    Path kernel = way == BootWay.SHIM ? HvmFixture.PV : HvmFixture.PVH;

    assertThat(
            rejection(
                fixture.request(
                    way, Set.of(Firmware.BIOS, Firmware.UEFI), HvmFixture.kernel(kernel, ""))))
        .hasMessageContaining("a disk by " + way.id() + " needs a Xen machine below it");
  }

  @Test
  void theShimHandsOneModuleOver() throws IOException {
    Path one = Files.writeString(dir.resolve("one"), "1");
    Path two = Files.writeString(dir.resolve("two"), "2");

    assertThat(shimWith(null, one, two))
        .isEqualTo("<modules> has 2 files, and the shim hands one over");
    assertThat(shimWith(RamdiskMode.MODULE, one))
        .isEqualTo("<ramdiskMode> is 'module', and the shim hands a plain ramdisk over");
  }

  @Test
  void multibootKnowsNoInitrd() {
    KernelRequest kernel =
        new KernelRequest(HvmFixture.MULTIBOOT, "", List.of(), RamdiskMode.INITRD, null);

    assertThat(rejection(request(null, null, kernel)))
        .hasMessage(
            "<ramdiskMode> is 'initrd', and by multiboot modules are handed over as a list");
  }

  @Test
  void ourOwnFilesAreNobodyElses() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "1");
    for (String path : List.of("/boot/grub/grub.cfg", "/boot/xen-shim.gz")) {
      ImageRequest request =
          new ImageRequest(
              null,
              new BootRequest(BootWay.SHIM, Set.of()),
              List.of(PV),
              MenuRequest.standard(),
              List.of(new FileRequest(file, path)),
              fixture.target,
              ImageFixture.TIME);

      assertThat(rejection(request))
          .hasMessageEndingWith(
              "at '%s': the boot way shim has a file of its own there.".formatted(path));
    }
  }

  @Test
  void argumentsOfTwoLinesAreRefused() {
    assertThat(rejection(request(null, null, HvmFixture.kernel(HvmFixture.MULTIBOOT, "a\nb"))))
        .hasMessageContaining("has the control character <newline>");
  }

  private String shimWith(@Nullable RamdiskMode mode, Path... modules) {
    KernelRequest kernel = new KernelRequest(HvmFixture.PV, "", List.of(modules), mode, null);
    return String.valueOf(rejection(request(BootWay.SHIM, null, kernel)).getMessage());
  }

  private ImageRequest request(
      @Nullable BootWay way, @Nullable Profile profile, KernelRequest... kernels) {
    return new ImageRequest(
        profile,
        new BootRequest(way, Set.of()),
        List.of(kernels),
        MenuRequest.standard(),
        List.of(),
        fixture.target,
        ImageFixture.TIME);
  }

  private InputException rejection(ImageRequest request) {
    InputException problem =
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> fixture.build(request))
            .actual();
    assertThat(problem.hint()).isNotBlank();
    assertThat(fixture.target).doesNotExist();
    return problem;
  }
}
