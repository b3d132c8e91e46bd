package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What AWS demands of tags. */
final class TagRules {

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private TagRules() {}

  /**
   * Checks the tags that an action creates its new resources with and returns those of the first
   * type.
   *
   * @param types the types that the action creates
   */
  static List<Tag> specified(List<TagSpecification> specifications, String... types) {
    for (TagSpecification specification : specifications) {
      if (!List.of(types).contains(specification.resourceTypeAsString())) {
        throw new Refusal(
            400,
            "InvalidParameterValue",
            "'"
                + specification.resourceTypeAsString()
                + "' is not a valid taggable resource type for this operation.");
      }
    }
    for (String type : types) {
      of(specifications, type);
    }
    return of(specifications, types[0]);
  }

  /** Returns the tags that are specified for a type of resource. */
  static List<Tag> of(List<TagSpecification> specifications, String type) {
    List<Tag> tags = new ArrayList<>();
    for (TagSpecification specification : specifications) {
      if (type.equals(specification.resourceTypeAsString())) {
        tags.addAll(specification.tags());
      }
    }
    check(tags);
    return merge(List.of(), tags);
  }

  /** Refuses tags that no resource can have. */
  static void check(List<Tag> tags) {
    Set<String> keys = new HashSet<>();
    for (Tag tag : tags) {
      String key = Parameters.require(tag.key(), "Tag.Key");
      if (key.isEmpty() || key.length() > LONGEST_KEY) {
        throw invalid("Tag key must have 1 to " + LONGEST_KEY + " characters: '" + key + "'");
      }
      if (key.startsWith("aws:")) {
        throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (tag.value() != null && tag.value().length() > LONGEST_VALUE) {
        throw invalid("Tag value exceeds the maximum length of " + LONGEST_VALUE + " characters");
      }
      if (!keys.add(key)) {
        throw invalid("Duplicate tag key '" + key + "' specified.");
      }
    }
  }

  /** Returns the tags of a resource after some were added, ordered by key. */
  static List<Tag> merge(List<Tag> before, List<Tag> added) {
    Map<String, Tag> byKey = new LinkedHashMap<>();
    before.forEach(tag -> byKey.put(tag.key(), tag));
    added.forEach(
        tag -> byKey.put(tag.key(), tag.value() == null ? tag.toBuilder().value("").build() : tag));
    if (byKey.size() > MOST) {
      throw new Refusal(400, "TagLimitExceeded", "More than " + MOST + " tags specified");
    }
    return byKey.values().stream().sorted(Comparator.comparing(Tag::key)).toList();
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidParameterValue", message);
  }
}
