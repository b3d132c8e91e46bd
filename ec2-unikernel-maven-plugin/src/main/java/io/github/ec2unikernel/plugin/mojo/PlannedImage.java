package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.image.BootRequest;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageListener;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.image.ReadyDisk;
import io.github.ec2unikernel.plugin.image.ReadyRequest;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image that is not built yet, as far as it is known.
 *
 * @param kernels its kernels, in the order of the menu
 * @param menu how its menu is to be
 * @param choice how it is to boot, and of which disk it may be made
 * @param options what is asked of its platform
 */
record PlannedImage(
    List<KernelRequest> kernels, MenuRequest menu, ImageChoice choice, PlatformOptions options) {

  /** Nothing goes there. */
  private static final Path NOWHERE = Path.of("planned.raw");

  /** Copies the list. */
  PlannedImage {
    kernels = List.copyOf(kernels);
  }

  /**
   * Returns what decides where it launches, null if no kernel, disk or way is known.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if a kernel boots by no way, or
   *     what is asked of the platform does not fit the disk that would be made
   */
  @Nullable LaunchImage launch() {
    DiskBoot boot = boot();
    return boot == null ? null : options.launchImage(boot);
  }

  private @Nullable DiskBoot boot() {
    choice.requireOne();
    BootWay way = choice.way();
    if (!kernels.isEmpty()) {
      BootRequest request = new BootRequest(way, choice.firmwares());
      return ImageBuilder.plan(
          new ImageRequest(null, request, kernels, menu, List.of(), NOWHERE, Instant.EPOCH),
          new ImageListener() {});
    }
    Path disk = choice.disk();
    if (disk != null && (way == null || way == BootWay.DISK)) {
      return ReadyDisk.plan(new ReadyRequest(disk, choice.firmwares(), NOWHERE), asked());
    }
    if (way == null) {
      return null;
    }
    Set<Firmware> firmwares = choice.firmwares().isEmpty() ? asked() : choice.firmwares();
    return new DiskBoot(way, way.isHvm() ? firmwares : Set.of(), null);
  }

  /** Returns what the boot mode takes where nothing else tells what the disk is for. */
  private Set<Firmware> asked() {
    return Optional.ofNullable(options.bootMode())
        .flatMap(BootMode::find)
        .orElse(BootMode.LEGACY_BIOS)
        .firmwares();
  }
}
