package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import io.github.ec2unikernel.plugin.volume.VolumeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildStateTest {

  private static final Path KERNEL = Path.of("../harness/src/test/kernels/hello-notes.xen");
  private static final DiskBoot BOOT = DiskBoot.byPvGrub(KERNEL);

  private static final List<MappedVolume> VOLUMES = List.of(volume("data", "/dev/xvdb", "d1"));
  private static final List<VolumePlan> PLANS = List.of(plan("/dev/xvdb"));

  private final Map<Object, Object> context = new HashMap<>();
  private final BuildState state = new BuildState(context);

  @Test
  void howAnHvmDiskBootsIsFoundAsItWasKept() {
    DiskBoot boot = new DiskBoot(BootWay.DISK, Set.of(Firmware.UEFI, Firmware.BIOS), null);
    DiskImage image = new DiskImage(Path.of("target/hello.raw"), 2 << 20, "one", boot);

    state.keep(image, VOLUMES, request("a"), PLANS);

    assertThat(state.image()).contains(image);
  }

  @Test
  void anImageIsFoundAsItWasKept() {
    assertThat(state.image()).isEmpty();
    assertThat(state.has(request("a"))).isFalse();

    state.keep(image("one"), VOLUMES, request("a"), PLANS);
    assertThat(state.image()).contains(image("one"));
    assertThat(state.has(request("a"))).isTrue();
    assertThat(state.has(request("b"))).isFalse();
  }

  /** The next goal may have another class loader than this one. */
  @Test
  void onlyClassesOfTheJdkAreKept() {
    state.keep(image("one"), VOLUMES, request("a"), PLANS);
    state.keep(image("one"), VOLUMES, report(Verdict.SUCCESS));

    assertThat(context).hasSizeGreaterThan(3);
    assertThat(context.values())
        .allSatisfy(value -> assertThat(value.getClass().getClassLoader()).isNull());
  }

  @Test
  void anImageThatPassedTheBootCheckHasBooted() {
    state.keep(image("one"), VOLUMES, request("a"), PLANS);
    assertThat(state.hasBooted(image("one"), VOLUMES)).isFalse();

    state.keep(image("one"), VOLUMES, report(Verdict.SUCCESS));

    assertThat(state.hasBooted(image("one"), VOLUMES)).isTrue();
    assertThat(state.hasBooted(image("two"), VOLUMES)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
  void withAnyOtherVerdictItHasNot(Verdict verdict) {
    state.keep(image("one"), VOLUMES, report(Verdict.SUCCESS));
    state.keep(image("one"), VOLUMES, report(verdict));

    assertThat(state.hasBooted(image("one"), VOLUMES)).isFalse();
  }

  @Test
  void anImageBuiltAnewHasNotBooted() {
    state.keep(image("one"), VOLUMES, report(Verdict.SUCCESS));
    state.keep(image("one"), VOLUMES, request("a"), PLANS);

    assertThat(state.hasBooted(image("one"), VOLUMES)).isFalse();
  }

  @Test
  void volumesAreFoundAsTheyWereKept() {
    assertThat(state.volumes()).isEmpty();
    assertThat(state.hasVolumes(PLANS)).isFalse();

    state.keep(image("one"), VOLUMES, request("a"), PLANS);

    assertThat(state.volumes()).isEqualTo(VOLUMES);
    assertThat(state.hasVolumes(PLANS)).isTrue();
    assertThat(state.hasVolumes(List.of(plan("/dev/xvdc")))).isFalse();
    assertThat(state.hasVolumes(List.of())).isFalse();
  }

  @Test
  void anImageHasOnlyBootedWithTheBytesAndDevicesOfItsVolumes() {
    MappedVolume logs = volume("logs", "/dev/xvdc", "d2");
    state.keep(image("one"), List.of(VOLUMES.get(0), logs), report(Verdict.SUCCESS));

    assertThat(state.hasBooted(image("one"), List.of(logs, VOLUMES.get(0)))).isTrue();
    assertThat(state.hasBooted(image("one"), List.of())).isFalse();
    assertThat(state.hasBooted(image("one"), VOLUMES)).isFalse();
    assertThat(state.hasBooted(image("one"), List.of(volume("data", "/dev/xvdb", "d3"), logs)))
        .isFalse();
    assertThat(state.hasBooted(image("one"), List.of(volume("data", "/dev/xvdd", "d1"), logs)))
        .isFalse();
  }

  private static MappedVolume volume(String name, String device, String sha256) {
    return new MappedVolume(new VolumeImage(name, Path.of(name + ".raw"), 7, sha256), device);
  }

  private static VolumePlan plan(String device) {
    return new VolumePlan(
        new VolumeRequest(
            "data", Path.of("data"), OptionalLong.empty(), Path.of("data.raw"), Instant.EPOCH),
        false,
        device);
  }

  @Test
  void aDigestThatNobodyTookYetIsTakenByTheNextGoal(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("hello.raw"), new byte[100]);
    DiskImage image = new DiskImage(file, 100, FileDigest.of(file), BOOT);
    state.keep(image, VOLUMES, request("a"), PLANS);
    assertThat(context.values()).doesNotContain(image.sha256());

    assertThat(state.image().orElseThrow().sha256()).isEqualTo(image.sha256());

    state.keep(image, VOLUMES, report(Verdict.SUCCESS));
    assertThat(context.values()).contains(image.sha256());
    assertThat(state.hasBooted(state.image().orElseThrow(), VOLUMES)).isTrue();
  }

  @Test
  void anImageThatWasChangedBeforeItsDigestWasTakenHasNone(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("hello.raw"), new byte[100]);
    state.keep(new DiskImage(file, 100, FileDigest.of(file), BOOT), VOLUMES, request("a"), PLANS);
    Files.write(file, new byte[101]);

    DiskImage found = state.image().orElseThrow();

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(found::sha256)
        .withMessageContaining(file + " was changed while this build ran");
  }

  @Test
  void aVolumeThatWasChangedBetweenImageAndBootIsRefused(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("data.raw"), new byte[100]);
    state.keep(image("one"), List.of(pending(file)), request("a"), PLANS);
    Files.write(file, new byte[101]);

    List<MappedVolume> found = state.volumes();

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> BuildState.requireUnchanged(image("one"), found))
        .withMessageContaining(file + " was changed while this build ran");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> found.get(0).image().sha256())
        .withMessageContaining(file + " was changed while this build ran");
  }

  @Test
  void aVolumeThatWasChangedBetweenBootAndDeployIsRefused(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("data.raw"), new byte[100]);
    state.keep(image("one"), List.of(pending(file)), request("a"), PLANS);
    assertThat(context.get("volumes"))
        .asString()
        .contains("[data, " + file + ", 100, /dev/xvdb, ,");
    List<MappedVolume> booted = state.volumes();
    String sha256 = booted.get(0).image().sha256();
    state.keep(image("one"), booted, report(Verdict.SUCCESS));
    assertThat(context.get("volumes")).asString().contains(sha256);
    assertThat(state.hasBooted(image("one"), state.volumes())).isTrue();

    Files.write(file, new byte[101]);

    List<MappedVolume> found = state.volumes();
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> state.hasBooted(image("one"), found))
        .withMessageContaining(file + " was changed while this build ran");
    assertThat(found.get(0).image().sha256()).isEqualTo(sha256);
  }

  /** The boot before took its digest. */
  @Test
  void aDiskThatWasChangedBetweenTwoBootsIsRefused(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("hello.raw"), new byte[100]);
    DiskImage image = new DiskImage(file, 100, FileDigest.of(file), BOOT);
    state.keep(image, VOLUMES, request("a"), PLANS);
    state.keep(image, VOLUMES, report(Verdict.SUCCESS));
    Files.write(file, new byte[101]);

    DiskImage found = state.image().orElseThrow();

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> BuildState.requireUnchanged(found, VOLUMES))
        .withMessageContaining(file + " was changed while this build ran");
  }

  private static MappedVolume pending(Path file) {
    return new MappedVolume(new VolumeImage("data", file, 100, FileDigest.of(file)), "/dev/xvdb");
  }

  private static ImageRequest request(String arguments) {
    return new ImageRequest(
        KERNEL, arguments, List.of(), Path.of("target/hello.raw"), Instant.EPOCH, "title");
  }

  private static DiskImage image(String sha256) {
    return new DiskImage(Path.of("target/hello.raw"), 2 << 20, sha256, BOOT);
  }

  private static BootReport report(Verdict verdict) {
    return BootReport.notRun(verdict, "", Path.of("console.log"), Path.of("machine.log"));
  }
}
