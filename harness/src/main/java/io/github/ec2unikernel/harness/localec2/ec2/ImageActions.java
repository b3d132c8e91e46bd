package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;

/** DescribeImages and DeregisterImage. */
final class ImageActions {

  private static final Filters<Image> FILTERS =
      new Filters<Image>()
          .one("architecture", Image::architectureAsString)
          .many("block-device-mapping.device-name", mapped(BlockDeviceMapping::deviceName))
          .many("block-device-mapping.snapshot-id", mapped(m -> ebs(m).snapshotId()))
          .many("block-device-mapping.volume-size", mapped(m -> ebs(m).volumeSize()))
          .many("block-device-mapping.volume-type", mapped(m -> ebs(m).volumeTypeAsString()))
          .many(
              "block-device-mapping.delete-on-termination",
              mapped(m -> ebs(m).deleteOnTermination()))
          .many("block-device-mapping.encrypted", mapped(m -> ebs(m).encrypted()))
          .one("creation-date", Image::creationDate)
          .one("description", Image::description)
          .one("ena-support", Image::enaSupport)
          .one("hypervisor", Image::hypervisorAsString)
          .one("image-id", Image::imageId)
          .one("image-type", Image::imageTypeAsString)
          .one("is-public", Image::publicLaunchPermissions)
          .one("kernel-id", Image::kernelId)
          .one("manifest-location", Image::imageLocation)
          .one("name", Image::name)
          .one("owner-alias", Image::imageOwnerAlias)
          .one("owner-id", Image::ownerId)
          .one("root-device-name", Image::rootDeviceName)
          .one("root-device-type", Image::rootDeviceTypeAsString)
          .one("sriov-net-support", Image::sriovNetSupport)
          .one("state", Image::stateAsString)
          .one("virtualization-type", Image::virtualizationTypeAsString)
          .tagged(Image::tags);

  private final State state;
  private final ImageCatalog catalog;
  private final SnapshotRemoval removal;
  private final Authorization authorization;

  ImageActions(State state, ImageCatalog catalog) {
    this.state = state;
    this.removal = new SnapshotRemoval(state);
    this.catalog = catalog;
    this.authorization = new Authorization(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeImagesRequest.class,
            DescribeImagesRequest::builder,
            this::describe,
            "ImageIds",
            "Owners",
            "ExecutableUsers",
            "Filters",
            "MaxResults",
            "NextToken",
            // The account's own images show when they are deprecated, and none is ever disabled.
            "IncludeDeprecated",
            "IncludeDisabled"),
        Ec2Action.of(
                DeregisterImageRequest.class,
                DeregisterImageRequest::builder,
                this::deregister,
                "ImageId",
                "DeleteAssociatedSnapshots")
            .needing(this::deregistering));
  }

  private DescribeImagesResponse describe(Caller caller, DescribeImagesRequest request) {
    request.imageIds().forEach(Ids::requireImage);
    Owners.check(request.owners());
    List<Image> visible = catalog.all(caller);
    List<String> ids = visible.stream().map(Image::imageId).toList();
    List<String> missing = request.imageIds().stream().filter(id -> !ids.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw Ids.noImages(missing);
    }
    List<Image> wanted =
        visible.stream()
            .filter(i -> !request.hasImageIds() || request.imageIds().contains(i.imageId()))
            .filter(
                i ->
                    !request.hasOwners()
                        || Owners.isOwned(request.owners(), i.ownerId(), i.imageOwnerAlias()))
            .filter(i -> !request.hasExecutableUsers() || isExecutable(caller, i, request))
            .toList();
    Page<Image> page =
        Page.of(
            FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            1);
    return DescribeImagesResponse.builder()
        .images(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private List<Permission> deregistering(Caller caller, DeregisterImageRequest request) {
    List<String> snapshots =
        Boolean.TRUE.equals(request.deleteAssociatedSnapshots())
            ? catalog
                .findOwn(caller, request.imageId())
                .map(StoredImage::snapshotIds)
                .orElse(List.of())
            : List.of();
    return Stream.concat(
            Stream.of(authorization.on(caller, "DeregisterImage", request.imageId())),
            snapshots.stream().map(id -> authorization.on(caller, "DeleteSnapshot", id)))
        .toList();
  }

  // What one owns does not count, only what one was explicitly let have, as in AWS.
  private boolean isExecutable(Caller caller, Image image, DescribeImagesRequest request) {
    List<LaunchPermission> permissions =
        catalog
            .findOwn(caller, image.imageId())
            .map(stored -> stored.attributes().launchPermissions())
            .orElse(List.of());
    return request.executableUsers().stream()
        .map(user -> user.equals("self") ? Caller.ACCOUNT : user)
        .anyMatch(
            user ->
                user.equals("all")
                    ? image.publicLaunchPermissions()
                    : permissions.stream().anyMatch(p -> user.equals(p.userId())));
  }

  private DeregisterImageResponse deregister(Caller caller, DeregisterImageRequest request) {
    String id = Parameters.require(request.imageId(), "imageId");
    return state.holdingRegion(
        caller.region(),
        () -> {
          StoredImage image = catalog.requireOwn(caller, id);
          state.images(caller.region()).remove(id);
          DeregisterImageResponse.Builder answer =
              DeregisterImageResponse.builder().returnValue(true);
          if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
            answer.deleteSnapshotResults(removal.removeAllOf(caller, image));
          }
          return answer.build();
        });
  }

  private static Function<Image, Stream<String>> mapped(Function<BlockDeviceMapping, ?> value) {
    return image ->
        image.blockDeviceMappings().stream()
            .map(value)
            .filter(Objects::nonNull)
            .map(Object::toString);
  }

  private static EbsBlockDevice ebs(BlockDeviceMapping mapping) {
    return mapping.ebs() == null ? EbsBlockDevice.builder().build() : mapping.ebs();
  }
}
