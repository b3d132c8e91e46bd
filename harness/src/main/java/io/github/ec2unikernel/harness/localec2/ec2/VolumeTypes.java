package io.github.ec2unikernel.harness.localec2.ec2;

import java.util.Map;
import java.util.TreeMap;

/** The types of EBS volumes, and the sizes that AWS documents for them. */
final class VolumeTypes {

  /** What a mapping that names none gets. */
  static final String DEFAULT = "gp2";

  private static final Map<String, Range> SIZES =
      new TreeMap<>(
          Map.of(
              "standard", new Range(1, 1_024),
              "gp2", new Range(1, 16_384),
              "gp3", new Range(1, 65_536),
              "io1", new Range(4, 16_384),
              "io2", new Range(4, 65_536),
              "sc1", new Range(125, 16_384),
              "st1", new Range(125, 16_384)));

  private VolumeTypes() {}

  private record Range(int least, int most) {}

  /** Refuses a type that there is not, and a size in GiB that it does not come in. */
  static void check(String type, int size) {
    Range range = SIZES.get(type);
    if (range == null) {
      throw Parameters.invalid(
          type, "VolumeType", "Expecting one of " + String.join(", ", SIZES.keySet()) + ".");
    }
    if (size < range.least || size > range.most) {
      throw Parameters.invalid(
          size,
          "VolumeSize",
          "Expecting "
              + range.least
              + " to "
              + range.most
              + " GiB for a volume of type "
              + type
              + ".");
    }
  }
}
