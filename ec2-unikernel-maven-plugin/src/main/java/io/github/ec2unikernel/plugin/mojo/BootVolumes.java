package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a machine the project's volumes.
 *
 * @param readOnly the names of those that the guest may not write to
 */
record BootVolumes(List<String> readOnly) {

  /**
   * Returns the machine's volumes.
   *
   * @throws InputException if there is none of a name that may not be written to
   */
  List<Volume> of(List<MappedVolume> volumes) {
    List<String> unknown = new ArrayList<>(readOnly);
    List<Volume> result = new ArrayList<>();
    for (MappedVolume volume : volumes) {
      String name = volume.image().name();
      String device = volume.device();
      String letter = device.substring(device.lastIndexOf('/') + 1);
      unknown.remove(name);
      result.add(new Volume(volume.image().file(), letter, readOnly.contains(name)));
    }
    if (!volumes.isEmpty() && !unknown.isEmpty()) { // a foreign disk boots without volumes
      throw new InputException(
          "<boot><readOnly> has '"
              + unknown.get(0)
              + "', and the volumes that boot are "
              + volumes.stream().map(volume -> volume.image().name()).toList(),
          "Give a volume's <name>.");
    }
    return result;
  }
}
