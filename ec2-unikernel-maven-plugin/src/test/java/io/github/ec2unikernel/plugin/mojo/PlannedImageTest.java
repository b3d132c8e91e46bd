package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedImageTest {

  private static final Path KERNELS = Path.of("../harness/src/test/kernels").toAbsolutePath();

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

  private static PlannedImage plan(
      @Nullable String kernel, @Nullable String way, PlatformOptions options) {
    return PlannedImage.of(
        new Settings(new Properties(), new Properties(), Path.of(".")),
        kernel == null ? null : KERNELS.resolve(kernel).toString(),
        way,
        options);
  }
}
