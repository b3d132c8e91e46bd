package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** Writes a REST-JSON answer: members into headers and body. */
public final class RestWriter {

  private RestWriter() {}

  /** Returns the answer; {@code data}, when there is some, is the body instead of JSON. */
  public static Response write(int status, SdkPojo response, byte @Nullable [] data) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (SdkField<?> field : response.sdkFields()) {
      Object value = Shapes.value(field, response);
      if (value != null && field.location() == MarshallLocation.HEADER) {
        headers.put(field.locationName(), Scalars.format(value));
      }
    }
    if (data != null) {
      headers.put("Content-Type", "application/octet-stream");
      return new Response(status, headers, data);
    }
    JsonObject body =
        JsonWriter.write(response, field -> field.location() == MarshallLocation.PAYLOAD);
    if (body.isEmpty()) {
      return new Response(status, headers, new byte[0]);
    }
    headers.put("Content-Type", "application/json");
    return new Response(status, headers, body.toString().getBytes(UTF_8));
  }

  /** Returns an error, its code in the header and its message and reason in the body. */
  public static Response error(Refusal refusal) {
    JsonObject body = new JsonObject();
    body.addProperty("Message", refusal.text());
    if (refusal.reason() != null) {
      body.addProperty("Reason", refusal.reason());
    }
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", refusal.code());
    return new Response(refusal.status(), headers, body.toString().getBytes(UTF_8));
  }
}
