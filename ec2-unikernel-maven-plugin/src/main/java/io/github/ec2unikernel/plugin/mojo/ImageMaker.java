package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.DiskLoaders;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.ReadyDisk;
import io.github.ec2unikernel.plugin.image.ReadyRequest;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a project's image and its volumes, once in a build.
 *
 * @param state what the build knows of the image
 * @param volumes the project's volumes
 * @param artifacts gets what is made
 * @param offline whether boot loaders may not be fetched
 * @param log is told what is made
 */
record ImageMaker(
    BuildState state,
    ProjectVolumes volumes,
    ProjectArtifacts artifacts,
    boolean offline,
    ImageLog log) {

  /**
   * Returns the image, made now unless this build has made it of the same.
   *
   * @param request an {@link ImageRequest} or a {@link ReadyRequest}
   * @param target where the image is to be
   * @throws InputException if this build has made another
   */
  DiskImage make(Record request, Path target) {
    List<VolumePlan> plans = volumes.plans(target);
    if (state.has(request) && state.hasVolumes(plans)) {
      return state.image().orElseThrow();
    }
    if (state.image().isPresent()) {
      throw madeOtherwise(target);
    }
    DiskImage image =
        request instanceof ImageRequest kernels
            ? ImageBuilder.build(kernels, this::loaders, log)
            : ReadyDisk.make((ReadyRequest) request, log);
    List<MappedVolume> made = plans.stream().map(VolumePlan::make).toList();
    made.forEach(log::volumeMade);
    artifacts.add(image, made);
    state.keep(image, made, request, plans);
    return image;
  }

  /**
   * Checks that an image of this build lies beside the volumes that are asked for.
   *
   * @throws InputException if it was made with others
   */
  void requireVolumes(DiskImage made) {
    if (!volumes.isEmpty() && !state.hasVolumes(volumes.plans(made.file()))) {
      throw madeOtherwise(made.file());
    }
  }

  /** Kept beside the boot check's appliance, and made as that is. */
  private BootLoaders loaders() {
    return DiskLoaders.get(BootOptions.userCache(), offline, log::loaderStep);
  }

  private static InputException madeOtherwise(Path disk) {
    return new InputException(
        disk + " has been made in this build from something else",
        "Give each image a module of its own, or all goals of a project the same configuration of"
            + " the disk and its <volumes>.");
  }
}
