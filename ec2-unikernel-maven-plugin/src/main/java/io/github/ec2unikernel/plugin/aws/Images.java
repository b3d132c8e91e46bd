package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImdsSupportValues;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TpmSupportValues;

/** The account's own machine images in one region. */
public final class Images {

  private static final String NOT_FOUND = "InvalidAMIID.NotFound";
  private static final String NAME_TAKEN = "InvalidAMIName.Duplicate";
  private static final Set<String> GONE = Set.of(NOT_FOUND, "InvalidAMIID.Unavailable");

  private final Ec2Client ec2;
  private final AwsCalls calls;

  Images(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns the account's images with that tag, in no order. */
  public List<ImageRecord> tagged(String key, String value) {
    return owned(Filter.builder().name("tag:" + key).values(value).build());
  }

  /** Returns the account's images that have a tag of that key, in no order. */
  public List<ImageRecord> withTag(String key) {
    return owned(Filter.builder().name("tag-key").values(key).build());
  }

  /** Returns those of the snapshots that any image of the account is registered with. */
  public Set<String> using(Set<String> snapshotIds) {
    // Few images are made of a snapshot that is about to go, and a filter has 200 values.
    return owned(Filter.builder().name("image-type").values("machine").build()).stream()
        .flatMap(image -> image.disks().stream().map(DiskMapping::snapshotId))
        .filter(snapshotIds::contains)
        .collect(Collectors.toSet());
  }

  /** Returns the account's image of that name. */
  public Optional<ImageRecord> named(String name) {
    return owned(Filter.builder().name("name").values(name).build()).stream()
        .filter(image -> image.name().equals(name))
        .findFirst();
  }

  /** Returns the account's image of that name, which EC2 may not show at once. */
  public Optional<ImageRecord> awaitNamed(String name, Duration timeout) {
    Filter filter = Filter.builder().name("name").values(name).build();
    return Waits.until(
            DescribeImagesResponse.class,
            timeout,
            () -> ec2.describeImages(request -> request.owners("self").filters(filter)),
            answer -> !answer.images().isEmpty(),
            error -> false,
            error -> calls.failure("ec2:DescribeImages", error))
        .flatMap(answer -> answer.images().stream().findFirst())
        .map(ImageRecord::of);
  }

  /** Returns the account's image of that id. */
  public Optional<ImageRecord> byId(String id) {
    return owned(Filter.builder().name("image-id").values(id).build()).stream().findFirst();
  }

  /** Returns those of the snapshots that an available image of the account is registered with. */
  public Set<String> availableWith(Set<String> snapshotIds) {
    if (snapshotIds.isEmpty()) {
      return Set.of();
    }
    Filter filter =
        Filter.builder().name("block-device-mapping.snapshot-id").values(snapshotIds).build();
    return owned(filter).stream()
        .filter(ImageRecord::isAvailable)
        .flatMap(image -> image.disks().stream().map(DiskMapping::snapshotId))
        .filter(snapshotIds::contains)
        .collect(Collectors.toSet());
  }

  /**
   * Registers an x86-64 image and returns its AMI id.
   *
   * @throws NameTakenException if an image has the name; it may be the one that an attempt made
   *     whose answer was lost, as RegisterImage has no client token
   */
  public String register(ImageSpec spec) {
    try {
      return ec2.registerImage(request(spec)).imageId();
    } catch (Ec2Exception e) {
      if (!AwsErrors.code(e).equals(NAME_TAKEN)) {
        throw calls.failure("ec2:RegisterImage", e);
      }
      throw new NameTakenException(spec.name(), e);
    } catch (SdkException e) {
      throw calls.failure("ec2:RegisterImage", e);
    }
  }

  /**
   * Begins to copy an image of another region to this one, and returns the copy's AMI id.
   *
   * @throws NameTakenException if another image has the name
   */
  public String copy(CopySpec spec) {
    try {
      return ec2.copyImage(
              request ->
                  request
                      .sourceRegion(spec.sourceRegion())
                      .sourceImageId(spec.sourceId())
                      .name(spec.name())
                      .description(spec.description())
                      .clientToken(spec.clientToken())
                      .encrypted(spec.encryption().encrypted() ? true : null)
                      .kmsKeyId(spec.encryption().kmsKeyId())
                      .tagSpecifications(
                          Tags.from(ResourceType.IMAGE, spec.tags()),
                          Tags.from(ResourceType.SNAPSHOT, spec.snapshotTags())))
          .imageId();
    } catch (SdkException e) {
      if (AwsErrors.code(e).equals(NAME_TAKEN)) {
        throw new NameTakenException(spec.name(), e);
      }
      throw calls.failure("ec2:CopyImage", e);
    }
  }

  /**
   * Waits until the image is available and returns it.
   *
   * @throws EnvironmentException if it ends in another state, or is not there in time
   */
  public ImageRecord awaitAvailable(String id, Duration timeout) {
    ImageRecord image =
        Waits.until(
                DescribeImagesResponse.class,
                timeout,
                () -> ec2.describeImages(request -> request.imageIds(id)),
                response ->
                    response.images().stream().anyMatch(it -> !ImageRecord.of(it).isPending()),
                // DescribeImages may not know for a moment what RegisterImage made.
                error -> AwsErrors.code(error).equals(NOT_FOUND),
                error -> calls.failure("ec2:DescribeImages", error))
            .map(response -> ImageRecord.of(response.images().get(0)))
            .orElseThrow(
                () ->
                    new EnvironmentException(
                        "The image "
                            + id
                            + " was not available within "
                            + timeout.toSeconds()
                            + " s.",
                        "Run the goal again later."));
    if (!image.isAvailable()) {
      throw new EnvironmentException(
          "The image " + id + " ended as '" + image.state() + "': " + image.stateReason(),
          "Run the goal again; if it stays so, ask AWS with the image's id.");
    }
    return image;
  }

  /** Deregisters the image, and returns false if there is none. */
  public boolean deregister(String id) {
    try {
      ec2.deregisterImage(request -> request.imageId(id));
      return true;
    } catch (SdkException e) {
      if (!GONE.contains(AwsErrors.code(e))) {
        throw calls.failure("ec2:DeregisterImage", e);
      }
      return false;
    }
  }

  private List<ImageRecord> owned(Filter filter) {
    return calls.run(
        "ec2:DescribeImages",
        () ->
            ec2.describeImages(request -> request.owners("self").filters(filter)).images().stream()
                .map(ImageRecord::of)
                .toList());
  }

  private static RegisterImageRequest request(ImageSpec spec) {
    RegisterImageRequest.Builder request =
        RegisterImageRequest.builder()
            .name(spec.name())
            .description(spec.description())
            .architecture(ArchitectureValues.X86_64)
            .rootDeviceName(spec.platform().rootDevice())
            .blockDeviceMappings(spec.disks().stream().map(Images::mapping).toList())
            .tagSpecifications(Tags.from(ResourceType.IMAGE, spec.tags()));
    if (spec.platform() instanceof Paravirtual platform) {
      request.virtualizationType("paravirtual").kernelId(platform.kernel().id());
      if (platform.metadataV2()) {
        request.imdsSupport(ImdsSupportValues.V2_0);
      }
    } else if (spec.platform() instanceof Hvm platform) {
      add(platform, request);
    }
    return request.build();
  }

  private static void add(Hvm platform, RegisterImageRequest.Builder request) {
    request.virtualizationType("hvm").bootMode(platform.bootMode().id());
    if (platform.ena()) {
      request.enaSupport(true);
    }
    if (platform.metadataV2()) {
      request.imdsSupport(ImdsSupportValues.V2_0);
    }
    if (platform.tpm()) {
      request.tpmSupport(TpmSupportValues.V2_0);
    }
  }

  private static BlockDeviceMapping mapping(DiskMapping disk) {
    EbsVolume volume = disk.volume();
    EbsBlockDevice ebs =
        EbsBlockDevice.builder()
            .snapshotId(disk.snapshotId())
            .volumeSize(disk.volumeSizeGib())
            .volumeType(volume.type())
            .iops(volume.iops())
            .throughput(volume.throughput())
            .deleteOnTermination(volume.deleteOnTermination())
            .build();
    return BlockDeviceMapping.builder().deviceName(disk.device()).ebs(ebs).build();
  }
}
