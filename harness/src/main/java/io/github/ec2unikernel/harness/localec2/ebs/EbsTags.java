package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ebs.model.Tag;

/** Tags as EBS has them, and as EC2 does. */
final class EbsTags {

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 127;
  private static final int LONGEST_VALUE = 255;

  private EbsTags() {}

  /** Refuses tags that a snapshot can't have. */
  static void check(List<Tag> tags) {
    Set<String> keys = new HashSet<>();
    for (Tag tag : tags) {
      String key = tag.key() == null ? "" : tag.key();
      String value = tag.value() == null ? "" : tag.value();
      if (key.isEmpty() || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
        throw refused("The tag '" + key + "' is empty or too long.");
      }
      if (key.startsWith("aws:")) {
        throw refused("Tag keys starting with 'aws:' are reserved for internal use.");
      }
      if (!keys.add(key)) {
        throw refused("The tag key '" + key + "' is there twice.");
      }
    }
    if (keys.size() > MOST) {
      throw refused("More than " + MOST + " tags.");
    }
  }

  static List<software.amazon.awssdk.services.ec2.model.Tag> toEc2(List<Tag> tags) {
    return tags.stream()
        .map(
            tag ->
                software.amazon.awssdk.services.ec2.model.Tag.builder()
                    .key(tag.key())
                    .value(tag.value() == null ? "" : tag.value())
                    .build())
        .toList();
  }

  static List<Tag> toEbs(List<software.amazon.awssdk.services.ec2.model.Tag> tags) {
    return tags.stream().map(t -> Tag.builder().key(t.key()).value(t.value()).build()).toList();
  }

  private static Refusal refused(String message) {
    return EbsRefusals.invalid(message, "INVALID_TAG");
  }
}
