package io.github.ec2unikernel.harness.localec2.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Reads AWS's JSON into the SDK's shapes. */
public final class JsonReader {

  private JsonReader() {}

  /**
   * Returns the shape that {@code builder} makes of an object.
   *
   * @throws IllegalArgumentException when a member is unknown or not of its type
   */
  public static SdkPojo read(JsonObject object, SdkPojo builder) {
    fill(object, builder);
    return Shapes.build(builder);
  }

  static void fill(JsonObject object, SdkPojo builder) {
    Set<String> unread = new TreeSet<>(object.keySet());
    for (SdkField<?> field : builder.sdkFields()) {
      JsonElement element = object.get(field.locationName());
      if (element != null && field.location() == MarshallLocation.PAYLOAD) {
        unread.remove(field.locationName());
        if (!element.isJsonNull()) {
          field.set(builder, value(field, element));
        }
      }
    }
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("unknown member " + String.join(", ", unread));
    }
  }

  private static Object value(SdkField<?> field, JsonElement element) {
    Optional<SdkField<?>> member = Shapes.listMember(field);
    if (member.isPresent() && element.isJsonArray()) {
      List<Object> elements = new ArrayList<>();
      element.getAsJsonArray().forEach(e -> elements.add(value(member.get(), e)));
      return elements;
    }
    MarshallingKnownType type = field.marshallingType().getKnownType();
    if (type == MarshallingKnownType.SDK_POJO && element.isJsonObject()) {
      return read(element.getAsJsonObject(), Shapes.builder(field));
    }
    if (element.isJsonPrimitive() && fits(type, element.getAsJsonPrimitive())) {
      return type == MarshallingKnownType.INSTANT
          ? instant(element.getAsBigDecimal())
          : Scalars.parse(field, element.getAsString());
    }
    throw new IllegalArgumentException(field.memberName() + " can't be " + element);
  }

  private static boolean fits(MarshallingKnownType type, JsonPrimitive value) {
    return switch (type) {
      case STRING -> value.isString();
      case BOOLEAN -> value.isBoolean();
      default -> value.isNumber();
    };
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
  }

  /** Returns the parameters of a request as text, lists and structures as {@code Tags.1.Key}. */
  static void flatten(String prefix, JsonElement element, Map<String, String> into) {
    if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              e ->
                  flatten(
                      prefix.isEmpty() ? e.getKey() : prefix + "." + e.getKey(),
                      e.getValue(),
                      into));
    } else if (element.isJsonArray()) {
      for (int i = 0; i < element.getAsJsonArray().size(); i++) {
        flatten(prefix + "." + (i + 1), element.getAsJsonArray().get(i), into);
      }
    } else {
      into.put(prefix, element.getAsString());
    }
  }
}
