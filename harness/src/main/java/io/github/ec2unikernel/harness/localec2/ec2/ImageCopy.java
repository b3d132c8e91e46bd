package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.Encryption;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

/** CopyImage, which is called in the region that the copy is made in. */
final class ImageCopy {

  private final State state;
  private final Authorization authorization;
  private final ImageCatalog catalog;
  private final SnapshotCopier copier;
  private final Duration delay;

  ImageCopy(State state, ImageCatalog catalog, SnapshotCopier copier, Duration delay) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.catalog = catalog;
    this.copier = copier;
    this.delay = delay;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                CopyImageRequest.class,
                CopyImageRequest::builder,
                this::copy,
                "Name",
                "Description",
                "SourceImageId",
                "SourceRegion",
                "ClientToken",
                "Encrypted",
                "KmsKeyId",
                "CopyImageTags",
                "TagSpecifications")
            .needing(this::needs));
  }

  private List<Permission> needs(Caller caller, CopyImageRequest request) {
    Stream<Permission> ofSnapshots =
        TagRules.of(request.tagSpecifications(), "snapshot").isEmpty()
            ? Stream.empty()
            : authorization.making(caller, "CopyImage", "snapshot", request.tagSpecifications());
    return Stream.concat(
            authorization.making(caller, "CopyImage", "image", request.tagSpecifications()),
            ofSnapshots)
        .toList();
  }

  private CopyImageResponse copy(Caller caller, CopyImageRequest request) {
    String region = SnapshotCopier.requireRegion(request.sourceRegion());
    String sourceId = Parameters.require(request.sourceImageId(), "sourceImageId");
    Ids.requireImage(sourceId);
    ImageNames.checkDescription(request.description());
    ClientTokens.check(request.clientToken());
    Encryption encryption = SnapshotCopier.asked(caller, request.encrypted(), request.kmsKeyId());
    return state.holdingRegions(
        region,
        caller.region(),
        () -> {
          StoredImage copy = known(caller, request);
          if (copy == null) {
            copy = create(caller, region, request);
            // The image first: one that lacks a snapshot tells of a kill, a snapshot does not.
            state.images(caller.region()).put(copy.image().imageId(), copy);
          }
          copySnapshots(caller, region, request, copy.image(), encryption);
          return CopyImageResponse.builder().imageId(copy.image().imageId()).build();
        });
  }

  private @Nullable StoredImage known(Caller caller, CopyImageRequest request) {
    String asked = ClientTokens.asked(request);
    for (StoredImage stored : state.images(caller.region()).all()) {
      StoredImage.Attributes known = stored.attributes();
      if (ClientTokens.isAgain(
          request.clientToken(), known.clientToken(), asked, known.request())) {
        return stored;
      }
    }
    return null;
  }

  private StoredImage create(Caller caller, String region, CopyImageRequest request) {
    StoredImage source = source(caller, region, request.sourceImageId());
    Image image = source.image();
    String name = ImageNames.requireFree(request.name(), catalog.own(caller));
    List<Tag> tags = TagRules.specified(request.tagSpecifications(), "image", "snapshot");
    if (Boolean.TRUE.equals(request.copyImageTags())) {
      tags = TagRules.merge(image.tags(), tags);
    }
    Image copy =
        image.toBuilder()
            .imageId(Ids.fresh("ami"))
            .name(name)
            .description(request.description())
            .imageLocation(Caller.ACCOUNT + "/" + name)
            .creationDate(ImageRegistration.date(caller.now()))
            .publicLaunchPermissions(false)
            .deprecationTime(null)
            .kernelId(kernel(caller, region, image))
            .blockDeviceMappings(mappings(caller, region, image, request))
            .tags(tags)
            .build();
    return new StoredImage(
        copy,
        caller.now().plus(delay),
        new StoredImage.Attributes(
            List.of(),
            source.attributes().uefiData(),
            request.clientToken(),
            ClientTokens.asked(request)));
  }

  private StoredImage source(Caller caller, String region, String id) {
    Caller there = new Caller(region, caller.requestId(), caller.now());
    if (ImageCatalog.findKernel(there, id).isPresent()) {
      throw new Refusal(
          400,
          "InvalidRequest",
          "The storage for the ami is not available in the source region: " + id);
    }
    StoredImage source = catalog.findOwn(there, id).orElseThrow(() -> Ids.noImages(List.of(id)));
    if (caller.now().isBefore(source.availableAt())) {
      throw Ids.unavailable(id);
    }
    return source;
  }

  // A paravirtual copy boots through the same PV-GRUB of its own region.
  private static @Nullable String kernel(Caller caller, String region, Image source) {
    if (source.kernelId() == null) {
      return null;
    }
    String name =
        PvGrub.in(region).stream()
            .filter(kernel -> kernel.imageId().equals(source.kernelId()))
            .map(Image::name)
            .findFirst()
            .orElse("");
    return PvGrub.in(caller.region()).stream()
        .filter(kernel -> kernel.name().equals(name))
        .map(Image::imageId)
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "InvalidRequest",
                    "No kernel in " + caller.region() + " matches " + source.kernelId() + "."));
  }

  private List<BlockDeviceMapping> mappings(
      Caller caller, String region, Image source, CopyImageRequest request) {
    Map<String, String> copies = new HashMap<>();
    return source.blockDeviceMappings().stream()
        .map(
            mapping -> {
              String id = mapping.ebs().snapshotId();
              if (id == null) {
                return mapping;
              }
              String copy = copies.computeIfAbsent(id, any -> Ids.fresh("snap"));
              boolean encrypted =
                  Boolean.TRUE.equals(request.encrypted())
                      || copier.source(caller, region, id).snapshot().encrypted();
              return mapping.toBuilder()
                  .ebs(mapping.ebs().toBuilder().snapshotId(copy).encrypted(encrypted).build())
                  .build();
            })
        .toList();
  }

  private void copySnapshots(
      Caller caller, String region, CopyImageRequest request, Image copy, Encryption encryption) {
    List<BlockDeviceMapping> to = copy.blockDeviceMappings();
    for (int i = 0; i < to.size(); i++) {
      String id = to.get(i).ebs().snapshotId();
      if (id == null || state.snapshots(caller.region()).find(id).isPresent()) {
        continue;
      }
      Image image = source(caller, region, request.sourceImageId()).image();
      String sourceId = image.blockDeviceMappings().get(i).ebs().snapshotId();
      StoredSnapshot source = copier.source(caller, region, sourceId);
      String description =
          "Copied for DestinationAmi "
              + copy.imageId()
              + " from SourceAmi "
              + image.imageId()
              + " for SourceSnapshot "
              + sourceId
              + ".";
      List<Tag> tags = TagRules.of(request.tagSpecifications(), "snapshot");
      copier.copy(
          caller, region, source, new SnapshotCopier.Target(id, description, encryption, tags));
    }
  }
}
