package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to publish, as what, and where.
 *
 * @param image the disk
 * @param volumes what the instances get beside it
 * @param coordinates the artifact it is of
 * @param options what the machine image is to be beside that
 * @param upload how the disks become snapshots
 * @param regions where it goes beside the target's region
 * @param kernel which PV-GRUB boots it
 * @param target the region and credentials
 * @param stateFile where the ids of what is created are kept, {@code
 *     target/ec2-unikernel/state.json}
 * @param toolVersion the plugin's version, for a tag
 * @param limits how long at most
 */
public record PublishRequest(
    DiskImage image,
    List<MappedVolume> volumes,
    Coordinates coordinates,
    ImageOptions options,
    UploadOptions upload,
    Regions regions,
    KernelChoice kernel,
    AwsTarget target,
    Path stateFile,
    String toolVersion,
    PublishLimits limits) {

  private static final int LONGEST_DESCRIPTION = 255;

  /** Takes a copy. */
  public PublishRequest {
    volumes = List.copyOf(volumes);
  }

  /** Returns a request with nothing asked for but what there is to publish, and where. */
  public static PublishRequest of(
      DiskImage image,
      Coordinates coordinates,
      AwsTarget target,
      Path stateFile,
      String toolVersion) {
    return new PublishRequest(
        image,
        List.of(),
        coordinates,
        ImageOptions.standard(),
        UploadOptions.standard(),
        Regions.one(),
        KernelChoice.newest(),
        target,
        stateFile,
        toolVersion,
        PublishLimits.standard());
  }

  /** Returns the same request with volumes beside the disk. */
  public PublishRequest with(List<MappedVolume> others) {
    return new PublishRequest(
        image,
        others,
        coordinates,
        options,
        upload,
        regions,
        kernel,
        target,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request for another image. */
  public PublishRequest with(ImageOptions others) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        others,
        upload,
        regions,
        kernel,
        target,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request with another way of sending. */
  public PublishRequest with(UploadOptions others) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        options,
        others,
        regions,
        kernel,
        target,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request for further regions. */
  public PublishRequest with(Regions others) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        options,
        upload,
        others,
        kernel,
        target,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request with another choice of kernel. */
  public PublishRequest with(KernelChoice other) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        options,
        upload,
        regions,
        other,
        target,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request for another place. */
  public PublishRequest with(AwsTarget other) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        options,
        upload,
        regions,
        kernel,
        other,
        stateFile,
        toolVersion,
        limits);
  }

  /** Returns the same request with other limits. */
  public PublishRequest with(PublishLimits others) {
    return new PublishRequest(
        image,
        volumes,
        coordinates,
        options,
        upload,
        regions,
        kernel,
        target,
        stateFile,
        toolVersion,
        others);
  }

  /** Returns what becomes snapshots: the disk, then the volumes. */
  List<DiskSource> disks() {
    return Stream.concat(Stream.of(DiskSource.of(image)), volumes.stream().map(DiskSource::of))
        .toList();
  }

  /** Returns what decides where the image launches, by its kernel and what is asked for. */
  public LaunchImage launchImage() {
    return options.platform().launchImage(image.boot());
  }

  /** Returns where the results of the build are, beside the state. */
  Path resultDirectory() {
    return stateFile.toAbsolutePath().resolveSibling("");
  }

  /** Returns what people read in AWS's console. */
  String description() {
    String text = coordinates + ", by ec2-unikernel " + toolVersion;
    return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION));
  }
}
