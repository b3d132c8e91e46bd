package io.github.ec2unikernel.plugin.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags in EC2's form. */
final class Tags {

  private Tags() {}

  // Sorted: a map's order may be another one in the next process, and a request that repeats a
  // client token has to be the same.
  static List<Tag> of(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  /** Returns the tags that something of that type is to have from its first moment. */
  static TagSpecification from(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(of(tags)).build();
  }
}
