package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRequestTest {

  private static ImageRequest request(@Nullable String entry) {
    return new ImageRequest(
        Profile.GALOIS,
        BootRequest.auto(),
        List.of(kernel("new.xen", "New"), kernel("old.xen", "Old"), kernel("bare.xen", null)),
        new MenuRequest(null, null, entry, null),
        List.of(),
        Path.of("disk.raw"),
        Instant.EPOCH);
  }

  private static KernelRequest kernel(String file, @Nullable String title) {
    return new KernelRequest(Path.of(file), "", List.of(), null, title);
  }

  @ParameterizedTest
  @CsvSource({
    ", new.xen",
    "0, new.xen",
    "1, old.xen",
    "Old, old.xen",
    "New, new.xen",
    "bare.xen, bare.xen"
  })
  void theDefaultKernelIsFoundByItsNumberOrTitleAndIsElseTheFirst(
      @Nullable String entry, String file) {
    assertThat(request(entry).defaultKernel().file()).isEqualTo(Path.of(file));
  }

  @Test
  void anEntryThatIsNotThereIsNamed() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> request("3").defaultKernel())
        .withMessage(
            "<default> is '3', which is no entry of the menu's: 0 'New', 1 'Old', 2 'bare.xen'.");
  }
}
