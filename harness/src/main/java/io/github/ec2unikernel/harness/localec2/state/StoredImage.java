package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;

/** An image, what DescribeImages does not show of it, and when it stops being pending. */
public record StoredImage(Image image, Instant availableAt, Attributes attributes) {

  /**
   * What only DescribeImageAttribute shows, and how the image was asked for.
   *
   * @param uefiData the Base64 of the UEFI variables, if any
   * @param clientToken the token that CopyImage came with
   * @param request what CopyImage asked for, to compare with another use of the token
   */
  public record Attributes(
      List<LaunchPermission> launchPermissions,
      @Nullable String uefiData,
      @Nullable String clientToken,
      String request) {

    /** An image that is nobody else's. */
    public static final Attributes NONE = new Attributes(List.of(), null, null, "");

    /** Takes a copy of the permissions. */
    public Attributes {
      launchPermissions = List.copyOf(launchPermissions);
    }

    /** Returns the same attributes with other launch permissions. */
    public Attributes with(List<LaunchPermission> permissions) {
      return new Attributes(permissions, uefiData, clientToken, request);
    }
  }

  /** Returns the image as it is seen at a time. */
  public Image seen(Instant now) {
    ImageState state = now.isBefore(availableAt) ? ImageState.PENDING : ImageState.AVAILABLE;
    return image.toBuilder().state(state).build();
  }

  /** Returns the ids of the snapshots that it is made of. */
  public List<String> snapshotIds() {
    return image.blockDeviceMappings().stream()
        .flatMap(mapping -> Stream.ofNullable(mapping.ebs()))
        .flatMap(ebs -> Stream.ofNullable(ebs.snapshotId()))
        .distinct()
        .toList();
  }

  /** Returns the same image with another outside. */
  public StoredImage with(Image changed) {
    return new StoredImage(changed, availableAt, attributes);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("image", JsonWriter.write(image));
    json.addProperty("availableAt", availableAt.toString());
    JsonArray permissions = new JsonArray();
    attributes.launchPermissions.forEach(p -> permissions.add(JsonWriter.write(p)));
    json.add("launchPermissions", permissions);
    json.addProperty("uefiData", attributes.uefiData);
    json.addProperty("clientToken", attributes.clientToken);
    json.addProperty("request", attributes.request);
    return json;
  }

  static StoredImage of(JsonObject json) {
    List<LaunchPermission> permissions =
        StreamSupport.stream(json.getAsJsonArray("launchPermissions").spliterator(), false)
            .map(p -> JsonReader.read(p.getAsJsonObject(), LaunchPermission.builder()))
            .map(LaunchPermission.class::cast)
            .toList();
    return new StoredImage(
        (Image) JsonReader.read(json.getAsJsonObject("image"), Image.builder()),
        Instant.parse(json.get("availableAt").getAsString()),
        new Attributes(
            permissions,
            Texts.of(json, "uefiData"),
            Texts.of(json, "clientToken"),
            json.get("request").getAsString()));
  }
}
