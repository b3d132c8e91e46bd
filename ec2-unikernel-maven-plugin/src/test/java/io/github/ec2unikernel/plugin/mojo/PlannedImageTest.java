package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedImageTest {

  private static final Path KERNELS = Path.of("../harness/src/test/kernels").toAbsolutePath();

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "hello-notes.xen, PVGRUB",
    "hello-oldstyle.xen, PVGRUB",
    "multiboot.elf, MULTIBOOT",
    "pvh-only.elf, PVH",
  })
  void theKernelDecidesByWhichWayItBoots(String kernel, BootWay way) {
    LaunchImage image = launch(plan(kernel, null, PlatformOptions.standard()));

    assertThat(image.way()).isEqualTo(way);
    assertThat(image.ways()).contains(way);
  }

  @Test
  void theUserDecidesOtherwise() {
    LaunchImage image = launch(plan("hello-notes.xen", "shim", PlatformOptions.standard()));

    assertThat(image.way()).isEqualTo(BootWay.SHIM);
    assertThat(image.ways()).contains(BootWay.PVGRUB, BootWay.SHIM);
    assertThat(image.bootMode()).isEqualTo(BootMode.LEGACY_BIOS);
  }

  @Test
  void aReadyDiskIsJudgedByWhatIsSaidOfIt() {
    LaunchImage image = launch(plan(null, "disk", new PlatformOptions("uefi", false, null, null)));

    assertThat(image.bootMode()).isEqualTo(BootMode.UEFI);
    assertThat(image.ena()).isFalse();
  }

  @Test
  void aReadyDiskWithoutAWayIsOneByDisk() throws IOException {
    Path disk = disk();

    LaunchImage image = launch(image(List.of(), null, null, disk, null));

    assertThat(image.way()).isEqualTo(BootWay.DISK);
    assertThat(image.bootMode()).isEqualTo(BootMode.LEGACY_BIOS);
    assertThatThrownBy(() -> image(List.of(), null, null, disk, "uefi").launch())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "<ami><bootMode> is 'uefi', and the disk is made for 'legacy-bios': its instances would not start.");
    assertThatThrownBy(() -> image(List.of(), null, "uefi", disk, null).launch())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("starts by bios only");
  }

  @Test
  void theFirmwareIsThatOfTheDiskThatWouldBeMade() {
    List<String> kernel = List.of("hello-multiboot.elf");

    assertThat(launch(image(kernel, null, "both", null, null)).bootMode())
        .isEqualTo(BootMode.UEFI_PREFERRED);
    assertThat(launch(image(kernel, null, "both", null, "uefi")).bootMode())
        .isEqualTo(BootMode.UEFI);
    assertThat(launch(image(kernel, null, null, null, null)).bootMode())
        .isEqualTo(BootMode.LEGACY_BIOS);
    assertThatThrownBy(() -> image(kernel, null, null, null, "uefi").launch())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<ami><bootMode> is 'uefi', and the disk is made for 'legacy-bios'");
    assertThatThrownBy(() -> image(List.of("hello-pvh.xen"), null, "uefi", null, null).launch())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a disk by pvh needs a Xen machine below it");
  }

  @Test
  void ofSeveralKernelsAllDecide() {
    assertThat(
            launch(
                    image(
                        List.of("hello-multiboot.elf", "hello-multiboot2.elf"),
                        null,
                        null,
                        null,
                        null))
                .way())
        .isEqualTo(BootWay.MULTIBOOT);
    assertThatThrownBy(
            () ->
                image(List.of("hello-multiboot.elf", "hello-notes.xen"), null, null, null, null)
                    .launch())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The kernels boot by different ways");
  }

  @Test
  void aKernelBesideAReadyDiskIsRefused() throws IOException {
    Path disk = disk();
    for (String way : List.of("auto", "multiboot")) {
      assertThatThrownBy(
              () -> image(List.of("hello-multiboot.elf"), way, null, disk, null).launch())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("<kernel> is given, and <disk> is " + disk);
    }
  }

  @Test
  void withoutAKernelAndAWayNothingIsKnown() {
    assertThat(plan(null, null, PlatformOptions.standard()).launch()).isNull();
    assertThat(plan(null, "auto", PlatformOptions.standard()).launch()).isNull();
  }

  @Test
  void aFileThatBootsByNoWayIsRefused() {
    assertThatThrownBy(() -> plan("linux-program.elf", null, PlatformOptions.standard()).launch())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("linux-program.elf");
    assertThatThrownBy(() -> plan(null, "bios", PlatformOptions.standard()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<bootWay> is 'bios'");
  }

  private static LaunchImage launch(PlannedImage planned) {
    return Objects.requireNonNull(planned.launch());
  }

  private Path disk() throws IOException {
    byte[] sectors = new byte[1 << 20];
    sectors[0] = 1;
    sectors[510] = 0x55;
    sectors[511] = (byte) 0xaa;
    return Files.write(dir.resolve("ready.img"), sectors);
  }

  private static PlannedImage plan(
      @Nullable String kernel, @Nullable String way, PlatformOptions options) {
    List<String> kernels = kernel == null ? List.of() : List.of(kernel);
    return plan(kernels, way, null, null, options);
  }

  private static PlannedImage image(
      List<String> kernels,
      @Nullable String way,
      @Nullable String firmware,
      @Nullable Path disk,
      @Nullable String bootMode) {
    PlatformOptions options = new PlatformOptions(bootMode, null, null, null);
    return plan(kernels, way, firmware, disk, options);
  }

  private static PlannedImage plan(
      List<String> kernels,
      @Nullable String way,
      @Nullable String firmware,
      @Nullable Path disk,
      PlatformOptions options) {
    Settings settings = new Settings(new Properties(), new Properties(), Path.of("."));
    List<KernelRequest> requests =
        kernels.stream()
            .map(name -> new KernelRequest(KERNELS.resolve(name), "", List.of(), null, null))
            .toList();
    String file = disk == null ? null : disk.toString();
    return new PlannedImage(
        requests,
        MenuRequest.standard(),
        ImageChoice.of(settings, way, firmware, file, !requests.isEmpty()),
        options);
  }
}
