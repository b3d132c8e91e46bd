package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image that is not built yet, as far as it is known.
 *
 * @param kernel its kernel, or null
 * @param way by which way it is to boot, null if the kernel decides
 * @param options what is asked of its platform
 */
record PlannedImage(@Nullable Path kernel, @Nullable BootWay way, PlatformOptions options) {

  private static final List<BootWay> BEST_FIRST =
      List.of(BootWay.PVGRUB, BootWay.MULTIBOOT, BootWay.PVH, BootWay.SHIM);

  /** Reads the elements. */
  static PlannedImage of(
      Settings settings,
      @Nullable String kernel,
      @Nullable String bootWay,
      PlatformOptions options) {
    Map<String, Optional<BootWay>> ways = new LinkedHashMap<>();
    ways.put("auto", Optional.empty());
    for (BootWay way : BootWay.values()) {
      ways.put(way.id(), Optional.of(way));
    }
    return new PlannedImage(
        settings.path("unikernel.kernel", kernel),
        settings.choice("unikernel.bootWay", bootWay, Optional.<BootWay>empty(), ways).orElse(null),
        options);
  }

  /**
   * Returns what decides where it launches, null if neither kernel nor way are known.
   *
   * @throws InputException if the kernel boots by no way
   */
  @Nullable LaunchImage launch() {
    if (kernel == null && way == null) {
      return null;
    }
    BootWay chosen = way == null ? best() : way;
    Set<Firmware> firmwares =
        chosen.isHvm()
            ? Optional.ofNullable(options.bootMode())
                .flatMap(BootMode::find)
                .orElse(BootMode.LEGACY_BIOS)
                .firmwares()
            : Set.of();
    return options.launchImage(new DiskBoot(chosen, firmwares, kernel));
  }

  private BootWay best() {
    Set<BootWay> ways = kernel == null ? Set.of() : LaunchImage.ways(Triage.of(kernel));
    return BEST_FIRST.stream()
        .filter(ways::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "The kernel " + kernel + " boots on EC2 by no way",
                    "Look why: mvn ec2-unikernel:inspect -Dunikernel.kernel=" + kernel));
  }
}
