package io.github.ec2unikernel.harness.localec2.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Writes the SDK's shapes as AWS's JSON, with time as seconds since 1970. */
public final class JsonWriter {

  private JsonWriter() {}

  /** Returns all members of a shape but empty lists, which AWS leaves out. */
  public static JsonObject write(SdkPojo shape) {
    return write(
        shape, field -> !(Shapes.value(field, shape) instanceof List<?> list && list.isEmpty()));
  }

  /** Returns the members of a shape that pass, by their names on the wire. */
  static JsonObject write(SdkPojo shape, Predicate<SdkField<?>> included) {
    JsonObject object = new JsonObject();
    for (SdkField<?> field : shape.sdkFields()) {
      Object value = Shapes.value(field, shape);
      if (value != null && included.test(field)) {
        object.add(field.locationName(), element(value));
      }
    }
    return object;
  }

  static JsonElement element(Object value) {
    if (value instanceof SdkPojo shape) {
      return write(shape);
    }
    if (value instanceof List<?> elements) {
      JsonArray array = new JsonArray();
      elements.forEach(element -> array.add(element(element)));
      return array;
    }
    if (value instanceof Instant instant) {
      return new JsonPrimitive(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean flag
        ? new JsonPrimitive(flag)
        : new JsonPrimitive(value.toString());
  }
}
