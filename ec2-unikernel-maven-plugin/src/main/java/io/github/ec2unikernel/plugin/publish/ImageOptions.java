package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the machine image is to be beside its disks.
 *
 * @param name the {@link Template} of its name, or null to derive one that is unique to the content
 * @param description the template of its description, or null for the usual one
 * @param tags the user's tags for it and its snapshots
 * @param platform what is asked of what it boots on
 * @param volumes the kinds of EBS volumes, by the disks' names; the root's is {@link
 *     DiskSource#ROOT}
 * @param deprecation from when on it is deprecated, or null to leave that as it is
 * @param sharing with whom it is shared
 */
public record ImageOptions(
    @Nullable String name,
    @Nullable String description,
    Map<String, String> tags,
    PlatformOptions platform,
    Map<String, EbsVolume> volumes,
    @Nullable Deprecation deprecation,
    Sharing sharing) {

  /** Takes copies. */
  public ImageOptions {
    tags = Map.copyOf(tags);
    volumes = Map.copyOf(volumes);
  }

  /** Returns what nobody has asked for anything of. */
  public static ImageOptions standard() {
    return new ImageOptions(
        null, null, Map.of(), PlatformOptions.standard(), Map.of(), null, Sharing.none());
  }

  /** Returns the same options with a name. */
  public ImageOptions withName(@Nullable String other) {
    return new ImageOptions(other, description, tags, platform, volumes, deprecation, sharing);
  }

  /** Returns the same options with a description. */
  public ImageOptions withDescription(@Nullable String other) {
    return new ImageOptions(name, other, tags, platform, volumes, deprecation, sharing);
  }

  /** Returns the same options with tags. */
  public ImageOptions withTags(Map<String, String> others) {
    return new ImageOptions(name, description, others, platform, volumes, deprecation, sharing);
  }

  /** Returns the same options with others for the platform. */
  public ImageOptions withPlatform(PlatformOptions other) {
    return new ImageOptions(name, description, tags, other, volumes, deprecation, sharing);
  }

  /** Returns the same options with kinds of volumes, by the disks' names. */
  public ImageOptions withVolumes(Map<String, EbsVolume> others) {
    return new ImageOptions(name, description, tags, platform, others, deprecation, sharing);
  }

  /** Returns the same options with a deprecation. */
  public ImageOptions withDeprecation(@Nullable Deprecation other) {
    return new ImageOptions(name, description, tags, platform, volumes, other, sharing);
  }

  /** Returns the same options shared otherwise. */
  public ImageOptions withSharing(Sharing other) {
    return new ImageOptions(name, description, tags, platform, volumes, deprecation, other);
  }

  /** Returns the kind of volume that instances get of a disk. */
  EbsVolume volumeOf(DiskSource disk) {
    return volumes.getOrDefault(disk.name(), EbsVolume.standard());
  }

  /** Refuses what can't be, before anything is made. */
  void check(List<DiskSource> disks, DiskBoot boot) {
    ResourceTags.check(tags);
    ImageName.check(this);
    platform.check(boot);
    for (DiskSource disk : disks) {
      volumeOf(disk).check(disk.toString(), disk.volumeSizeGib(), disk.isRoot());
    }
    TreeSet<String> unknown = new TreeSet<>(volumes.keySet());
    unknown.removeAll(disks.stream().map(DiskSource::name).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      throw new InputException(
          "<ebs> is given for the volume '" + unknown.first() + "', and there is none.",
          "Give it in a <volume> that the image has.");
    }
  }
}
