package io.github.ec2unikernel.plugin.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * A machine image as EC2 describes it.
 *
 * @param id its AMI id
 * @param name its name
 * @param state {@code pending}, {@code available}, {@code failed} and others
 * @param stateReason why it is in that state, or empty
 * @param createdAt when it was registered, ISO 8601
 * @param deprecatedAt from when on it is deprecated, ISO 8601, or empty
 * @param kernelId the AKI it boots, or null
 * @param rootDevice the name of its root device, or empty
 * @param disks its devices that have a snapshot
 * @param tags its tags
 */
public record ImageRecord(
    String id,
    String name,
    String state,
    String stateReason,
    String createdAt,
    String deprecatedAt,
    @Nullable String kernelId,
    String rootDevice,
    List<DiskMapping> disks,
    Map<String, String> tags) {

  /** Returns whether instances can be run from it. */
  public boolean isAvailable() {
    return state.equals("available");
  }

  /** Returns whether it is still being made. */
  public boolean isPending() {
    return state.equals("pending");
  }

  /** Returns the device of that name, if it has a snapshot. */
  public Optional<DiskMapping> disk(String device) {
    return disks.stream().filter(disk -> disk.device().equals(device)).findFirst();
  }

  static ImageRecord of(Image image) {
    Map<String, String> tags = new TreeMap<>();
    image.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new ImageRecord(
        image.imageId(),
        orEmpty(image.name()),
        orEmpty(image.stateAsString()),
        image.stateReason() == null ? "" : orEmpty(image.stateReason().message()),
        orEmpty(image.creationDate()),
        orEmpty(image.deprecationTime()),
        image.kernelId(),
        orEmpty(image.rootDeviceName()),
        image.blockDeviceMappings().stream()
            .filter(mapping -> mapping.ebs() != null && mapping.ebs().snapshotId() != null)
            .map(ImageRecord::disk)
            .toList(),
        tags);
  }

  private static DiskMapping disk(BlockDeviceMapping mapping) {
    Integer size = mapping.ebs().volumeSize();
    return DiskMapping.of(
        mapping.deviceName(), mapping.ebs().snapshotId(), size == null ? 0 : size);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
