package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.EbsVolume;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code <volumes>} of a project.
 *
 * @param settings finds the values of their properties
 * @param volumes their configurations
 */
record ProjectVolumes(Settings settings, List<VolumeConfiguration> volumes) {

  /** Tells whether there is none. */
  boolean isEmpty() {
    return volumes.isEmpty();
  }

  /**
   * Returns what is to be built beside a disk.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException naming the volume and the element
   *     that can't be used
   */
  List<VolumePlan> plans(Path disk) {
    return new VolumePlanner(settings, disk).plan(volumes);
  }

  /** Returns the EBS volumes that are asked for, by the volumes' names. */
  Map<String, EbsVolume> ebs() {
    Map<String, EbsVolume> all = new HashMap<>();
    for (VolumeConfiguration volume : volumes) {
      EbsConfiguration ebs = volume.ebs();
      if (ebs != null) {
        String property = "unikernel.volume." + volume.name() + ".ebs";
        all.put(volume.name(), ebs.volume(settings, property));
      }
    }
    return all;
  }
}
