package io.github.ec2unikernel.plugin.aws;

import java.util.Map;

/**
 * A role of IAM.
 *
 * @param trust who may take it on: a policy document
 * @param tags its tags
 */
public record RoleRecord(String name, String arn, String trust, Map<String, String> tags) {

  /** Takes a copy of the tags. */
  public RoleRecord {
    tags = Map.copyOf(tags);
  }
}
