package io.github.ec2unikernel.harness.localec2.wire;

import java.util.Map;
import java.util.Set;

/** Amazon resource names of EC2's things. */
public final class Arn {

  private static final Set<String> WITHOUT_ACCOUNT = Set.of("image", "snapshot");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("aki", "image"),
          Map.entry("ami", "image"),
          Map.entry("ari", "image"),
          Map.entry("eni", "network-interface"),
          Map.entry("i", "instance"),
          Map.entry("import-snap", "import-snapshot-task"),
          Map.entry("sg", "security-group"),
          Map.entry("sgr", "security-group-rule"),
          Map.entry("snap", "snapshot"),
          Map.entry("subnet", "subnet"),
          Map.entry("vol", "volume"),
          Map.entry("vpc", "vpc"));

  private Arn() {}

  /**
   * Returns the ARN of a thing of EC2.
   *
   * @param type its type, such as {@code image}
   * @param id its id, {@code *} for one that is yet to be made
   */
  public static String ofEc2(String region, String type, String id) {
    return "arn:%s:ec2:%s:%s:%s/%s"
        .formatted(
            partition(region),
            region,
            WITHOUT_ACCOUNT.contains(type) ? "" : Caller.ACCOUNT,
            type,
            id);
  }

  /** Returns the ARN of the thing of EC2 that an id is of, {@code *} when no thing has such. */
  public static String ofEc2(String region, String id) {
    int dash = id.lastIndexOf('-');
    String type = TYPES.get(dash < 0 ? id : id.substring(0, dash));
    return type == null ? "*" : ofEc2(region, type, id);
  }

  /** Returns the partition of a region, {@code aws} when there is no such region. */
  public static String partition(String region) {
    return Region.find(region).map(Region::partition).orElse("aws");
  }
}
