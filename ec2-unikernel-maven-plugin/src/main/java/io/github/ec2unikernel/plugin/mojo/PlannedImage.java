package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.WayChooser;
import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
   * @throws io.github.ec2unikernel.harness.model.InputException if the kernel boots by no way
   */
  @Nullable LaunchImage launch() {
    BootWay chosen = way;
    if (chosen == null) {
      if (kernel == null) {
        return null;
      }
      chosen = WayChooser.choose(Triage.of(kernel), null, false);
    }
    Set<Firmware> firmwares =
        chosen.isHvm()
            ? Optional.ofNullable(options.bootMode())
                .flatMap(BootMode::find)
                .orElse(BootMode.LEGACY_BIOS)
                .firmwares()
            : Set.of();
    return options.launchImage(new DiskBoot(chosen, firmwares, kernel));
  }
}
