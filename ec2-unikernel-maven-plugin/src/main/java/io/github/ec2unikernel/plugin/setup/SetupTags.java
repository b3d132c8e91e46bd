package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.plugin.aws.BucketRecord;
import java.util.Map;

/** The tag of what setup makes, by which teardown knows it again. */
final class SetupTags {

  private static final String KEY = BucketRecord.SETUP;

  static final Map<String, String> ALL = Map.of(KEY, "made");

  private SetupTags() {}

  static boolean areOn(Map<String, String> tags) {
    return tags.containsKey(KEY);
  }
}
