package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;

/** RegisterImage. */
final class ImageRegistration {

  private static final DateTimeFormatter CREATION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private final State state;
  private final ImageCatalog catalog;
  private final ImageMappings mappings;
  private final Duration delay;
  private final Authorization authorization;

  ImageRegistration(State state, ImageCatalog catalog, Duration delay) {
    this.state = state;
    this.catalog = catalog;
    this.mappings = new ImageMappings(state);
    this.delay = delay;
    this.authorization = new Authorization(state);
  }

  /** Returns a time as images hold it, a text. */
  static String date(Instant time) {
    return CREATION.format(time.atOffset(ZoneOffset.UTC));
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
                "TagSpecifications")
            .needing(this::needs));
  }

  private List<Permission> needs(Caller caller, RegisterImageRequest request) {
    Stream<Permission> ofSnapshots =
        request.blockDeviceMappings().stream()
            .map(BlockDeviceMapping::ebs)
            .filter(ebs -> ebs != null && ebs.snapshotId() != null)
            .map(ebs -> authorization.on(caller, "RegisterImage", ebs.snapshotId()));
    return Stream.concat(
            authorization.making(caller, "RegisterImage", "image", request.tagSpecifications()),
            ofSnapshots)
        .toList();
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
    String name = ImageNames.requireFree(request.name(), catalog.own(caller));
    ImageNames.checkDescription(request.description());
    Platform platform = Platform.of(caller, request);
    return Image.builder()
        .imageId(Ids.fresh("ami"))
        .name(name)
        .description(request.description())
        .imageLocation(Caller.ACCOUNT + "/" + name)
        .ownerId(Caller.ACCOUNT)
        .publicLaunchPermissions(false)
        .imageType(ImageTypeValues.MACHINE)
        .state(ImageState.PENDING)
        .creationDate(date(caller.now()))
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
}
