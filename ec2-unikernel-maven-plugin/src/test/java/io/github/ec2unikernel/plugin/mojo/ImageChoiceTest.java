package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageChoiceTest {

  private static ImageChoice choice(@Nullable String way, @Nullable String disk, boolean kernel) {
    Settings settings = new Settings(new Properties(), new Properties(), Path.of("/project"));
    return ImageChoice.of(settings, way, null, disk, kernel);
  }

  @ParameterizedTest
  @CsvSource({"auto", "multiboot", "pvgrub", "disk"})
  void aKernelAndADiskMakeNoImageTogether(String way) {
    assertThatThrownBy(() -> choice(way, "ready.img", true).requireOne())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<kernel>")
        .satisfies(
            problem ->
                assertThat(((InputException) problem).hint())
                    .startsWith("Leave one of <kernel> and <disk> out"));
  }

  @Test
  void oneOfThemDoes() {
    assertThatCode(() -> choice(null, "ready.img", false).requireOne()).doesNotThrowAnyException();
    assertThatCode(() -> choice(null, null, true).requireOne()).doesNotThrowAnyException();
    assertThat(choice(null, "ready.img", false).isReadyDisk()).isTrue();
    assertThat(choice("disk", "ready.img", false).isReadyDisk()).isTrue();
    assertThat(choice(null, "ready.img", true).isReadyDisk()).as("boot alone").isFalse();
    assertThat(choice(null, null, true).isReadyDisk()).isFalse();
  }

  @Test
  void theWayDiskWantsOne() {
    assertThatThrownBy(() -> choice("disk", null, false).isReadyDisk())
        .isInstanceOf(InputException.class)
        .hasMessage("<bootWay> is 'disk', and no disk is given");
  }
}
