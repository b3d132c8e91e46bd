package io.github.ec2unikernel.plugin.aws;

import java.util.Map;
import java.util.Set;

/**
 * A security group.
 *
 * @param ingress what it lets in, of what is told as one port and one range of addresses
 * @param tags its tags
 */
public record SecurityGroupRecord(
    String id, String name, Set<Ingress> ingress, Map<String, String> tags) {

  /** Takes copies. */
  public SecurityGroupRecord {
    ingress = Set.copyOf(ingress);
    tags = Map.copyOf(tags);
  }
}
