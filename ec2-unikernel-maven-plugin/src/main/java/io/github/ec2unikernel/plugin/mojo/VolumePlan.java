package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.ReadyVolume;
import io.github.ec2unikernel.plugin.volume.VolumeBuilder;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import io.github.ec2unikernel.plugin.volume.VolumeRequest;

/**
 * A volume to be.
 *
 * @param request what it is to be made of
 * @param ready whether its source is a finished volume that is taken as it is
 * @param device the device that it becomes
 */
record VolumePlan(VolumeRequest request, boolean ready, String device) {

  /** Returns the volume, built now unless it is ready. */
  MappedVolume make() {
    VolumeImage image =
        ready ? ReadyVolume.read(request.name(), request.source()) : VolumeBuilder.build(request);
    return new MappedVolume(image, device);
  }
}
