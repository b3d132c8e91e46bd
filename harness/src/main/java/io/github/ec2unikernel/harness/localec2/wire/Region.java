package io.github.ec2unikernel.harness.localec2.wire;

import java.util.List;
import java.util.Optional;

/**
 * A region of AWS.
 *
 * @param partition {@code aws}, {@code aws-us-gov} or {@code aws-cn}
 * @param zones the letters of its availability zones
 */
public record Region(String name, String partition, String zones) {

  /** The regions that need no opting in, and those of the other partitions. */
  public static final List<Region> ALL =
      Table.read(
          Region.class, "regions.tsv", row -> new Region(row.get(0), row.get(1), row.get(2)));

  /** Returns the region of that name, nothing when AWS has none such. */
  public static Optional<Region> find(String name) {
    return ALL.stream().filter(region -> region.name.equals(name)).findFirst();
  }

  /** Returns a zone's id, such as {@code usw2-az1} for us-west-2a. */
  public String zoneId(char letter) {
    String[] parts = name.replace("gov-", "g").split("-", -1);
    String area =
        parts[1]
            .replace("north", "n")
            .replace("south", "s")
            .replace("east", "e")
            .replace("west", "w")
            .replace("central", "c");
    return parts[0] + area + parts[2] + "-az" + (letter - 'a' + 1);
  }

  /** Returns the region in which its partition has what is there once, such as IAM. */
  public String global() {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  /** Returns the host of its endpoint. */
  public String endpoint() {
    return "ec2." + name + ".amazonaws.com" + (partition.equals("aws-cn") ? ".cn" : "");
  }
}
