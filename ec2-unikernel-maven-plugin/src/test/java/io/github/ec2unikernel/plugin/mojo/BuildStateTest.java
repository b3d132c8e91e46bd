package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.kernel.Kernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildStateTest {

  private final Map<Object, Object> context = new HashMap<>();
  private final BuildState state = new BuildState(context);

  @Test
  void anImageIsFoundAsItWasKept() {
    assertThat(state.isAttached()).isFalse();
    assertThat(state.image()).isEmpty();

    state.keep(image("one", "Mini-OS"));
    assertThat(state.image()).contains(image("one", "Mini-OS"));
    state.keep(image("two", null));
    assertThat(state.image()).contains(image("two", null));
    assertThat(state.isAttached()).isTrue();
  }

  /** The next goal may have another class loader than this one. */
  @Test
  void onlyClassesOfTheJdkAreKept() {
    state.keep(image("one", "Mini-OS"));
    state.keep(image("one", "Mini-OS"), report(Verdict.SUCCESS));

    List<Object> kept = new ArrayList<>();
    context
        .values()
        .forEach(
            value -> {
              kept.add(value);
              if (value instanceof List<?> list) {
                kept.addAll(list);
              }
            });
    assertThat(kept).hasSizeGreaterThan(3);
    assertThat(kept).allSatisfy(value -> assertThat(value.getClass().getClassLoader()).isNull());
  }

  @Test
  void anImageThatPassedTheBootCheckHasBooted() {
    state.keep(image("one", null));
    assertThat(state.hasBooted(image("one", null))).isFalse();

    state.keep(image("one", null), report(Verdict.SUCCESS));

    assertThat(state.hasBooted(image("one", null))).isTrue();
    assertThat(state.hasBooted(image("two", null))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
  void withAnyOtherVerdictItHasNot(Verdict verdict) {
    state.keep(image("one", null), report(Verdict.SUCCESS));
    state.keep(image("one", null), report(verdict));

    assertThat(state.hasBooted(image("one", null))).isFalse();
  }

  @Test
  void anImageBuiltAnewHasNotBooted() {
    state.keep(image("one", null), report(Verdict.SUCCESS));
    state.keep(image("one", null));

    assertThat(state.hasBooted(image("one", null))).isFalse();
  }

  private static DiskImage image(String sha256, @Nullable String guestOs) {
    Kernel kernel =
        new Kernel(
            Path.of("hello.xen"),
            14_000,
            Kernel.Style.XEN_NOTES,
            guestOs,
            "generic",
            "xen-3.0",
            4096,
            -1L << 31,
            true);
    return new DiskImage(Path.of("target/hello.raw"), 2 << 20, sha256, kernel);
  }

  private static BootReport report(Verdict verdict) {
    return new BootReport(
        verdict,
        "",
        Path.of("target/hello.raw"),
        "pvgrub",
        List.of(),
        Path.of("console.log"),
        List.of(),
        Duration.ofSeconds(1),
        "");
  }
}
