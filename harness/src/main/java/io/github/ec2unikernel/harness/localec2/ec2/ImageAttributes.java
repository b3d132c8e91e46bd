package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeResponse;

/** ModifyImageAttribute, DescribeImageAttribute and ResetImageAttribute. */
final class ImageAttributes {

  private final State state;
  private final Authorization authorization;
  private final ImageCatalog catalog;

  ImageAttributes(State state, ImageCatalog catalog) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.catalog = catalog;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                ModifyImageAttributeRequest.class,
                ModifyImageAttributeRequest::builder,
                this::modify,
                "ImageId",
                "Attribute",
                "OperationType",
                "UserIds",
                "UserGroups",
                "OrganizationArns",
                "OrganizationalUnitArns",
                "LaunchPermission",
                "Description",
                "Value")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "ModifyImageAttribute", request.imageId()))),
        Ec2Action.of(
                DescribeImageAttributeRequest.class,
                DescribeImageAttributeRequest::builder,
                this::describe,
                "ImageId",
                "Attribute")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "DescribeImageAttribute", request.imageId()))),
        Ec2Action.of(
                ResetImageAttributeRequest.class,
                ResetImageAttributeRequest::builder,
                this::reset,
                "ImageId",
                "Attribute")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "ResetImageAttribute", request.imageId()))));
  }

  private ModifyImageAttributeResponse modify(Caller caller, ModifyImageAttributeRequest request) {
    String id = Parameters.require(request.imageId(), "imageId");
    Optional<String> description = description(request);
    if (description.isEmpty() && !LaunchPermissions.isAsked(request)) {
      throw Parameters.combination("No attributes specified.");
    }
    change(
        caller,
        id,
        stored -> {
          StoredImage changed = stored;
          if (description.isPresent()) {
            ImageNames.checkDescription(description.get());
            changed =
                changed.with(changed.image().toBuilder().description(description.get()).build());
          }
          if (LaunchPermissions.isAsked(request)) {
            List<LaunchPermission> before = changed.attributes().launchPermissions();
            changed = shared(caller, changed, LaunchPermissions.changed(before, request));
          }
          return changed;
        });
    return ModifyImageAttributeResponse.builder().build();
  }

  private static Optional<String> description(ModifyImageAttributeRequest request) {
    if (request.description() != null) {
      return Optional.of(Parameters.require(request.description().value(), "description.value"));
    }
    String attribute = request.attribute();
    if ("description".equals(attribute)) {
      return Optional.of(Parameters.require(request.value(), "value"));
    }
    if (attribute != null && !attribute.equals(LaunchPermissions.ATTRIBUTE)) {
      throw Parameters.invalid(
          attribute, "Attribute", "Expecting description or " + LaunchPermissions.ATTRIBUTE + ".");
    }
    return Optional.empty();
  }

  private StoredImage shared(
      Caller caller, StoredImage stored, List<LaunchPermission> permissions) {
    boolean isPublic = LaunchPermissions.isPublic(permissions);
    if (!permissions.isEmpty()) {
      stored.image().blockDeviceMappings().stream()
          .map(mapping -> mapping.ebs().snapshotId())
          .flatMap(id -> Optional.ofNullable(id).stream())
          .flatMap(id -> state.snapshots(caller.region()).find(id).stream())
          .map(StoredSnapshot::snapshot)
          .forEach(snapshot -> Sharing.check(caller, snapshot, isPublic));
    }
    Image image = stored.image().toBuilder().publicLaunchPermissions(isPublic).build();
    return new StoredImage(image, stored.availableAt(), stored.attributes().with(permissions));
  }

  private DescribeImageAttributeResponse describe(
      Caller caller, DescribeImageAttributeRequest request) {
    String id = Parameters.require(request.imageId(), "imageId");
    StoredImage stored = catalog.requireOwn(caller, id);
    Image image = stored.image();
    DescribeImageAttributeResponse.Builder answer =
        DescribeImageAttributeResponse.builder().imageId(id);
    String attribute = Parameters.require(request.attributeAsString(), "attribute");
    switch (attribute) {
      case "description" -> answer.description(value(image.description()));
      case "kernel" -> answer.kernelId(value(image.kernelId()));
      case "ramdisk" -> answer.ramdiskId(value(image.ramdiskId()));
      case "sriovNetSupport" -> answer.sriovNetSupport(value(image.sriovNetSupport()));
      case "bootMode" -> answer.bootMode(value(image.bootModeAsString()));
      case "tpmSupport" -> answer.tpmSupport(value(image.tpmSupportAsString()));
      case "imdsSupport" -> answer.imdsSupport(value(image.imdsSupportAsString()));
      case "uefiData" -> answer.uefiData(value(stored.attributes().uefiData()));
      case LaunchPermissions.ATTRIBUTE ->
          answer.launchPermissions(stored.attributes().launchPermissions());
      // AWS has withdrawn this one and answers so.
      case "blockDeviceMapping" ->
          throw new Refusal(
              403, "AuthFailure", "Unauthorized attempt to access restricted resource");
      default -> throw Parameters.invalid(attribute, "Attribute", "Expecting an image's.");
    }
    return answer.build();
  }

  private ResetImageAttributeResponse reset(Caller caller, ResetImageAttributeRequest request) {
    String id = Parameters.require(request.imageId(), "imageId");
    String attribute = Parameters.require(request.attributeAsString(), "attribute");
    if (!attribute.equals(LaunchPermissions.ATTRIBUTE)) {
      throw Parameters.invalid(
          attribute, "Attribute", "Expecting " + LaunchPermissions.ATTRIBUTE + ".");
    }
    change(caller, id, stored -> shared(caller, stored, List.of()));
    return ResetImageAttributeResponse.builder().build();
  }

  private void change(Caller caller, String id, UnaryOperator<StoredImage> change) {
    catalog.change(
        caller,
        id,
        stored -> {
          if (caller.now().isBefore(stored.availableAt())) {
            throw Ids.unavailable(id);
          }
          return change.apply(stored);
        });
  }

  private static AttributeValue value(@Nullable String value) {
    return AttributeValue.builder().value(value).build();
  }
}
