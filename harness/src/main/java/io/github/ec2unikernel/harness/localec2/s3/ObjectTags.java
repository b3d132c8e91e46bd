package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags as S3 has them. */
final class ObjectTags {

  /** How many an object may have. */
  static final int MOST = 10;

  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private ObjectTags() {}

  /** Returns the tags of a header, {@code a=1&b=2}. */
  static Map<String, String> ofHeader(@Nullable String header) {
    Map<String, String> tags = header == null ? Map.of() : UriText.form(header);
    check(tags, MOST);
    return tags;
  }

  /** Returns the tags of a document. */
  static Map<String, String> of(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key() == null || tag.value() == null) {
        throw S3Refusals.malformedXml();
      }
      if (map.put(tag.key(), tag.value()) != null) {
        throw invalid("Cannot provide multiple Tags with the same key");
      }
    }
    return map;
  }

  /** Returns the tags as documents hold them, by key. */
  static List<Tag> toList(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
  }

  /** Refuses tags that nothing in S3 can have. */
  static void check(Map<String, String> tags, int most) {
    if (tags.size() > most) {
      throw new Refusal(400, "BadRequest", "Object tags cannot be greater than " + most);
    }
    tags.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw invalid("The TagKey you have provided is invalid");
          }
          if (value.length() > LONGEST_VALUE) {
            throw invalid("The TagValue you have provided is invalid");
          }
          if (key.startsWith("aws:")) {
            throw invalid("System tags cannot be added/updated by requester");
          }
        });
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidTag", message);
  }
}
