package io.github.ec2unikernel.harness.localec2.wire;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Reads a REST-JSON request: members from the path, the query, the headers and the body. */
public final class RestReader {

  private RestReader() {}

  /**
   * Returns the request that {@code builder} makes.
   *
   * @param path the decoded variables of the path
   * @param bodyIsData whether the body is bytes and not JSON
   * @throws Refusal {@code ValidationException} or {@code SerializationException}
   */
  public static SdkPojo read(
      SdkPojo builder, Request request, Map<String, String> path, boolean bodyIsData) {
    Map<String, String> query = new LinkedHashMap<>(request.queryParameters());
    for (SdkField<?> field : builder.sdkFields()) {
      String text = text(field, request, path, query);
      if (text != null) {
        field.set(builder, scalar(field, text));
      }
    }
    for (String name : query.keySet()) {
      throw invalid("The query parameter " + name + " is not recognized");
    }
    if (!bodyIsData && request.body().length() > 0) {
      try {
        JsonReader.fill(parse(request.body().text()), builder);
      } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
        throw new Refusal(
            400, "SerializationException", "The body can't be read: " + e.getMessage());
      }
    }
    return Shapes.build(builder);
  }

  /** Returns a request's members as text, lists and structures as {@code Tags.1.Key}. */
  public static Map<String, String> parameters(SdkPojo request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (SdkField<?> field : request.sdkFields()) {
      Object value = Shapes.value(field, request);
      if (value != null) {
        JsonReader.flatten(field.memberName(), JsonWriter.element(value), parameters);
      }
    }
    return parameters;
  }

  private static @Nullable String text(
      SdkField<?> field, Request request, Map<String, String> path, Map<String, String> query) {
    return switch (field.location()) {
      case PATH, GREEDY_PATH -> path.get(field.locationName());
      case QUERY_PARAM -> query.remove(field.locationName());
      case HEADER -> request.header(field.locationName());
      default -> null;
    };
  }

  private static Object scalar(SdkField<?> field, String text) {
    try {
      return Scalars.parse(field, text);
    } catch (IllegalArgumentException e) {
      throw invalid(field.memberName() + " can't be " + text);
    }
  }

  private static JsonObject parse(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "ValidationException", message, "INVALID_PARAMETER_VALUE");
  }
}
