package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Writes a REST-XML answer: members into headers and a document. */
public final class RestXmlWriter {

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final String XML = "application/xml";

  private RestXmlWriter() {}

  /** Returns an answer without a body, its members in the headers. */
  public static Response headers(int status, SdkPojo response) {
    return new Response(status, headersOf(response), new byte[0]);
  }

  /** Returns an answer whose body is a document of that root. */
  public static Response document(String root, SdkPojo response) {
    Map<String, String> headers = headersOf(response);
    headers.put("Content-Type", XML);
    SdkPojo members = response;
    for (SdkField<?> field : response.sdkFields()) {
      if (field.containsTrait(PayloadTrait.class)
          && Shapes.value(field, response) instanceof SdkPojo payload) {
        members = payload;
      }
    }
    return new Response(200, headers, XmlWriter.document(root, NAMESPACE, members).getBytes(UTF_8));
  }

  /** Returns an answer whose body is one element of text. */
  public static Response text(String root, String text) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s xmlns=\"%s\">%s</%s>"
            .formatted(root, NAMESPACE, text, root);
    return new Response(200, Map.of("Content-Type", XML), document.getBytes(UTF_8));
  }

  /** Returns a time as headers hold it, {@code Sat, 21 Nov 2026 21:30:45 GMT}. */
  public static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Map<String, String> headersOf(SdkPojo response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (SdkField<?> field : response.sdkFields()) {
      Object value = Shapes.value(field, response);
      if (value != null && field.location() == MarshallLocation.HEADER) {
        headers.put(
            field.locationName(),
            value instanceof Instant instant ? date(instant) : Scalars.format(value));
      }
    }
    return headers;
  }
}
