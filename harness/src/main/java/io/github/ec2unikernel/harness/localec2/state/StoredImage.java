package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** An image and when it stops being pending. */
public record StoredImage(Image image, Instant availableAt) {

  /** Returns the image as it is seen at a time. */
  public Image seen(Instant now) {
    ImageState state = now.isBefore(availableAt) ? ImageState.PENDING : ImageState.AVAILABLE;
    return image.toBuilder().state(state).build();
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("image", JsonWriter.write(image));
    json.addProperty("availableAt", availableAt.toString());
    return json;
  }

  static StoredImage of(JsonObject json) {
    return new StoredImage(
        (Image) JsonReader.read(json.getAsJsonObject("image"), Image.builder()),
        Instant.parse(json.get("availableAt").getAsString()));
  }
}
