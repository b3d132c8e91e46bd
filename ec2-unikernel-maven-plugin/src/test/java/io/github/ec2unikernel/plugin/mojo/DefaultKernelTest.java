package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.image.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultKernelTest {

  private static ImageRequest request(@Nullable String entry) {
    return new ImageRequest(
        Profile.GALOIS,
        List.of(kernel("new.xen", "New"), kernel("old.xen", "Old")),
        new MenuRequest(null, null, entry, null),
        List.of(),
        Path.of("disk.raw"),
        Instant.EPOCH);
  }

  private static KernelRequest kernel(String file, String title) {
    return new KernelRequest(Path.of(file), "", List.of(), null, title);
  }

  @ParameterizedTest
  @CsvSource({", new.xen", "0, new.xen", "1, old.xen", "Old, old.xen", "New, new.xen"})
  void theKernelIsFoundByItsNumberOrTitleAndIsElseTheFirst(@Nullable String entry, String file) {
    assertThat(DefaultKernel.of(request(entry)).file()).isEqualTo(Path.of(file));
  }

  @Test
  void anEntryThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> DefaultKernel.of(request("2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<default> is '2'");
  }
}
