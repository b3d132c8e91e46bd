package io.github.ec2unikernel.plugin.aws;

import java.util.List;
import java.util.Map;
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
 * @param kernelId the AKI it boots, or null
 * @param snapshotId the snapshot of its root device, or null if it has none
 * @param volumeSizeGib the size of its root device, 0 if unknown
 * @param tags its tags
 */
public record ImageRecord(
    String id,
    String name,
    String state,
    String stateReason,
    String createdAt,
    @Nullable String kernelId,
    @Nullable String snapshotId,
    int volumeSizeGib,
    Map<String, String> tags) {

  /** Returns whether instances can be run from it. */
  public boolean isAvailable() {
    return state.equals("available");
  }

  /** Returns whether it is still being made. */
  public boolean isPending() {
    return state.equals("pending");
  }

  static ImageRecord of(Image image) {
    Map<String, String> tags = new TreeMap<>();
    image.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    List<BlockDeviceMapping> disks =
        image.blockDeviceMappings().stream().filter(mapping -> mapping.ebs() != null).toList();
    BlockDeviceMapping root = disks.isEmpty() ? null : disks.get(0);
    Integer size = root == null ? null : root.ebs().volumeSize();
    return new ImageRecord(
        image.imageId(),
        orEmpty(image.name()),
        orEmpty(image.stateAsString()),
        image.stateReason() == null ? "" : orEmpty(image.stateReason().message()),
        orEmpty(image.creationDate()),
        image.kernelId(),
        root == null ? null : root.ebs().snapshotId(),
        size == null ? 0 : size,
        tags);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
