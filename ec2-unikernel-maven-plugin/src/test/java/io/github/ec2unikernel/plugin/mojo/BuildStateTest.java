package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.io.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildStateTest {

  private static final Kernel KERNEL =
      KernelReader.read(Path.of("../harness/src/test/kernels/hello-notes.xen"));

  private final Map<Object, Object> context = new HashMap<>();
  private final BuildState state = new BuildState(context);

  @Test
  void anImageIsFoundAsItWasKept() {
    assertThat(state.image()).isEmpty();
    assertThat(state.has(request("a"))).isFalse();

    state.keep(image("one"), request("a"));
    assertThat(state.image()).contains(image("one"));
    assertThat(state.has(request("a"))).isTrue();
    assertThat(state.has(request("b"))).isFalse();
  }

  /** The next goal may have another class loader than this one. */
  @Test
  void onlyClassesOfTheJdkAreKept() {
    state.keep(image("one"), request("a"));
    state.keep(image("one"), report(Verdict.SUCCESS));

    assertThat(context).hasSizeGreaterThan(3);
    assertThat(context.values())
        .allSatisfy(value -> assertThat(value.getClass().getClassLoader()).isNull());
  }

  @Test
  void anImageThatPassedTheBootCheckHasBooted() {
    state.keep(image("one"), request("a"));
    assertThat(state.hasBooted(image("one"))).isFalse();

    state.keep(image("one"), report(Verdict.SUCCESS));

    assertThat(state.hasBooted(image("one"))).isTrue();
    assertThat(state.hasBooted(image("two"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
  void withAnyOtherVerdictItHasNot(Verdict verdict) {
    state.keep(image("one"), report(Verdict.SUCCESS));
    state.keep(image("one"), report(verdict));

    assertThat(state.hasBooted(image("one"))).isFalse();
  }

  @Test
  void anImageBuiltAnewHasNotBooted() {
    state.keep(image("one"), report(Verdict.SUCCESS));
    state.keep(image("one"), request("a"));

    assertThat(state.hasBooted(image("one"))).isFalse();
  }

  @Test
  void aDigestThatNobodyTookYetIsTakenByTheNextGoal(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("hello.raw"), new byte[100]);
    DiskImage image = new DiskImage(file, 100, FileDigest.of(file), KERNEL);
    state.keep(image, request("a"));
    assertThat(context.values()).doesNotContain(image.sha256());

    assertThat(state.image().orElseThrow().sha256()).isEqualTo(image.sha256());

    state.keep(image, report(Verdict.SUCCESS));
    assertThat(context.values()).contains(image.sha256());
    assertThat(state.hasBooted(state.image().orElseThrow())).isTrue();
  }

  @Test
  void anImageThatWasChangedBeforeItsDigestWasTakenHasNone(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("hello.raw"), new byte[100]);
    state.keep(new DiskImage(file, 100, FileDigest.of(file), KERNEL), request("a"));
    Files.write(file, new byte[101]);

    DiskImage found = state.image().orElseThrow();

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(found::sha256)
        .withMessageContaining(file + " was changed after it was built");
  }

  private static ImageRequest request(String arguments) {
    return new ImageRequest(
        KERNEL.file(), arguments, List.of(), Path.of("target/hello.raw"), Instant.EPOCH, "title");
  }

  private static DiskImage image(String sha256) {
    return new DiskImage(Path.of("target/hello.raw"), 2 << 20, sha256, KERNEL);
  }

  private static BootReport report(Verdict verdict) {
    return BootReport.notRun(verdict, "", Path.of("console.log"), Path.of("machine.log"));
  }
}
