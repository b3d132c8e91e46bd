package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;

/** RegisterImage. */
final class ImageRegistration {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
  private static final int LONGEST_DESCRIPTION = 255;
  private static final DateTimeFormatter CREATION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private final State state;
  private final ImageCatalog catalog;
  private final ImageMappings mappings;
  private final Duration delay;

  ImageRegistration(State state, ImageCatalog catalog, Duration delay) {
    this.state = state;
    this.catalog = catalog;
    this.mappings = new ImageMappings(state);
    this.delay = delay;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            RegisterImageRequest.class,
            RegisterImageRequest::builder,
            this::register,
            "Name",
            "Description",
            "Architecture",
            "KernelId",
            "RootDeviceName",
            "BlockDeviceMappings.DeviceName",
            "BlockDeviceMappings.Ebs.SnapshotId",
            "BlockDeviceMappings.Ebs.VolumeSize",
            "BlockDeviceMappings.Ebs.VolumeType",
            "BlockDeviceMappings.Ebs.Iops",
            "BlockDeviceMappings.Ebs.Throughput",
            "BlockDeviceMappings.Ebs.Encrypted",
            "BlockDeviceMappings.Ebs.KmsKeyId",
            "BlockDeviceMappings.Ebs.DeleteOnTermination",
            "VirtualizationType",
            "EnaSupport",
            "SriovNetSupport",
            "BootMode",
            "TpmSupport",
            "UefiData",
            "ImdsSupport",
            "TagSpecifications"));
  }

  private RegisterImageResponse register(Caller caller, RegisterImageRequest request) {
    return state.holdingRegion(
        caller.region(),
        () -> {
          Image image = image(caller, request);
          state
              .images(caller.region())
              .put(
                  image.imageId(),
                  new StoredImage(
                      image,
                      caller.now().plus(delay),
                      new StoredImage.Attributes(List.of(), request.uefiData(), null, "")));
          return RegisterImageResponse.builder().imageId(image.imageId()).build();
        });
  }

  private Image image(Caller caller, RegisterImageRequest request) {
    String name = freeName(caller, request);
    String description = request.description();
    if (description != null && description.length() > LONGEST_DESCRIPTION) {
      throw Parameters.invalid(
          description, "Description", "Expecting at most " + LONGEST_DESCRIPTION + " characters.");
    }
    Platform platform = Platform.of(caller, request);
    return Image.builder()
        .imageId(Ids.fresh("ami"))
        .name(name)
        .description(description)
        .imageLocation(Caller.ACCOUNT + "/" + name)
        .ownerId(Caller.ACCOUNT)
        .publicLaunchPermissions(false)
        .imageType(ImageTypeValues.MACHINE)
        .state(ImageState.PENDING)
        .creationDate(CREATION.format(caller.now().atOffset(ZoneOffset.UTC)))
        .architecture(platform.architecture())
        .virtualizationType(platform.virtualizationType())
        .kernelId(request.kernelId())
        .bootMode(request.bootModeAsString())
        .tpmSupport(request.tpmSupportAsString())
        .imdsSupport(request.imdsSupportAsString())
        .enaSupport(request.enaSupport())
        .sriovNetSupport(request.sriovNetSupport())
        .hypervisor(HypervisorType.XEN)
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .rootDeviceType(DeviceType.EBS)
        .rootDeviceName(request.rootDeviceName())
        .blockDeviceMappings(mappings.of(caller, request))
        .tags(TagRules.specified(request.tagSpecifications(), "image"))
        .build();
  }

  private String freeName(Caller caller, RegisterImageRequest request) {
    String name = Parameters.require(request.name(), "name");
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          400,
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers,"
              + " '(', ')', '.', '-', '/' and '_'");
    }
    for (Image image : catalog.own(caller)) {
      if (name.equals(image.name())) {
        throw new Refusal(
            400,
            "InvalidAMIName.Duplicate",
            "AMI name " + name + " is already in use by AMI " + image.imageId());
      }
    }
    return name;
  }
}
