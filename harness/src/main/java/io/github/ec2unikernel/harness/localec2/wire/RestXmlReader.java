package io.github.ec2unikernel.harness.localec2.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Reads a REST-XML request, S3's: members from the path, the query, the headers and the body. */
public final class RestXmlReader {

  private static final String AMZ = "x-amz-";

  /** What is about the sending and no member of any request. */
  private static final Set<String> TRANSPORT =
      Set.of(
          "x-amz-date",
          "x-amz-content-sha256",
          "x-amz-security-token",
          "x-amz-decoded-content-length",
          "x-amz-trailer",
          "x-amz-te",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-checksum-crc32",
          "x-amz-checksum-crc32c",
          "x-amz-checksum-crc64nvme",
          "x-amz-checksum-sha1",
          "x-amz-checksum-sha256",
          "x-amz-user-agent");

  private final Request request;
  private final Map<String, String> path;
  private final Map<String, String> query;
  private final Set<String> selectors;
  private final Set<String> headers = new TreeSet<>();

  private RestXmlReader(Request request, Map<String, String> path, Set<String> selectors) {
    this.request = request;
    this.path = path;
    this.query = new LinkedHashMap<>(request.queryParameters());
    this.selectors = selectors;
    // The SDKs add the operation's name for who reads logs.
    query.remove("x-id");
    request.headers().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith(AMZ) && !TRANSPORT.contains(name))
        .forEach(headers::add);
  }

  /**
   * Returns the request that {@code builder} makes.
   *
   * @param path the decoded members of the path
   * @param selectors the query parameters that tell the action
   * @param document the body, empty when it is none or is data
   * @throws Refusal {@code NotImplemented} for a parameter that no member is, {@code
   *     InvalidArgument} or {@code MalformedXML}
   */
  public static SdkPojo read(
      SdkPojo builder,
      Request request,
      Map<String, String> path,
      Set<String> selectors,
      String document) {
    RestXmlReader reader = new RestXmlReader(request, path, selectors);
    builder.sdkFields().forEach(field -> reader.read(field, builder));
    reader.query.keySet().removeAll(reader.selectors);
    for (String name : reader.query.keySet()) {
      throw notImplemented("query parameter", name);
    }
    for (String name : reader.headers) {
      throw notImplemented("header", name);
    }
    if (!document.isEmpty()) {
      readDocument(builder, document);
    }
    return Shapes.build(builder);
  }

  /** Returns the refusal of what the local EC2 does not do. */
  public static Refusal notImplemented(String kind, String name) {
    return new Refusal(
        501,
        "NotImplemented",
        "A " + kind + " you provided implies functionality that is not implemented: " + name);
  }

  private void read(SdkField<?> field, SdkPojo builder) {
    if (field.marshallingType().getKnownType() == MarshallingKnownType.MAP) {
      Map<String, String> map = prefixed(field.locationName());
      if (!map.isEmpty()) {
        field.set(builder, map);
      }
      return;
    }
    String text = text(field);
    if (text == null) {
      return;
    }
    if (field.location() == MarshallLocation.HEADER) {
      headers.remove(field.locationName().toLowerCase(Locale.ROOT));
      if (field.marshallingType().getKnownType() == MarshallingKnownType.INSTANT) {
        // Kept as it was sent by who keeps it.
        return;
      }
    }
    try {
      field.set(builder, Scalars.parse(field, text));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400, "InvalidArgument", "Invalid value '" + text + "' of " + field.memberName());
    }
  }

  private @Nullable String text(SdkField<?> field) {
    return switch (field.location()) {
      case PATH, GREEDY_PATH -> path.get(field.locationName());
      case QUERY_PARAM -> query.remove(field.locationName());
      case HEADER -> request.header(field.locationName());
      default -> null;
    };
  }

  private Map<String, String> prefixed(String prefix) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String name : Set.copyOf(headers)) {
      if (name.startsWith(prefix)) {
        headers.remove(name);
        map.put(name.substring(prefix.length()), String.valueOf(request.header(name)));
      }
    }
    return map;
  }

  private static void readDocument(SdkPojo builder, String document) {
    SdkField<?> payload =
        builder.sdkFields().stream()
            .filter(field -> field.containsTrait(PayloadTrait.class))
            .findFirst()
            .orElseThrow(() -> malformed("no body was expected"));
    try {
      Element root = XmlReader.parse(document);
      if (!root.getLocalName().equals(payload.locationName())) {
        throw malformed("the root is " + root.getLocalName());
      }
      SdkPojo nested = Shapes.builder(payload);
      XmlReader.fill(root, nested);
      payload.set(builder, Shapes.build(nested));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Refusal malformed(String why) {
    return new Refusal(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema: "
            + why);
  }
}
