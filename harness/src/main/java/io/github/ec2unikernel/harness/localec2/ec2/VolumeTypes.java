package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;

/** The types of EBS volumes, with the sizes and rates that AWS documents for them. */
final class VolumeTypes {

  /** What a mapping that names none gets. */
  static final String DEFAULT = "gp2";

  private static final int GP3_IOPS = 3_000;
  private static final Range THROUGHPUT = new Range(125, 2_000);
  // 0.25 MiB/s for each I/O operation a second.
  private static final int IOPS_PER_THROUGHPUT = 4;

  private static final Map<String, Type> TYPES =
      new TreeMap<>(
          Map.of(
              "standard", new Type(new Range(1, 1_024), null, 0, false),
              "gp2", new Type(new Range(1, 16_384), null, 0, false),
              "gp3", new Type(new Range(1, 65_536), new Range(GP3_IOPS, 80_000), 500, false),
              "io1", new Type(new Range(4, 16_384), new Range(100, 64_000), 50, true),
              "io2", new Type(new Range(4, 65_536), new Range(100, 256_000), 1_000, true),
              "sc1", new Type(new Range(125, 16_384), null, 0, false),
              "st1", new Type(new Range(125, 16_384), null, 0, false)));

  private VolumeTypes() {}

  private record Range(int least, int most) {

    boolean holds(int number) {
      return number >= least && number <= most;
    }
  }

  /**
   * A type's limits.
   *
   * @param iops the I/O operations a second that can be asked for, null when none can
   * @param iopsPerGib how many of them a GiB carries
   * @param needsIops whether they have to be asked for
   */
  private record Type(Range size, @Nullable Range iops, int iopsPerGib, boolean needsIops) {}

  /**
   * Refuses a type that there is not, and a size in GiB, IOPS or a throughput in MiB/s that it does
   * not come in.
   */
  static void check(String name, int size, EbsBlockDevice asked) {
    Type type = TYPES.get(name);
    if (type == null) {
      throw Parameters.invalid(
          name, "VolumeType", "Expecting one of " + String.join(", ", TYPES.keySet()) + ".");
    }
    if (!type.size.holds(size)) {
      throw Parameters.invalid(
          size,
          "VolumeSize",
          "Expecting "
              + type.size.least
              + " to "
              + type.size.most
              + " GiB for a volume of type "
              + name
              + ".");
    }
    checkIops(name, type, size, asked.iops());
    checkThroughput(name, asked);
  }

  private static void checkIops(String name, Type type, int size, @Nullable Integer iops) {
    if (iops == null) {
      if (type.needsIops) {
        throw new Refusal(
            400,
            "MissingParameter",
            "The request must contain the parameter iops for a volume of type " + name);
      }
      return;
    }
    if (type.iops == null) {
      throw Parameters.combination("The parameter iops is not supported for " + name + " volumes.");
    }
    if (!type.iops.holds(iops)) {
      throw Parameters.invalid(
          iops,
          "Iops",
          "Expecting " + type.iops.least + " to " + type.iops.most + " for type " + name + ".");
    }
    // The least is there for any size.
    if (iops > Math.max(type.iops.least, (long) type.iopsPerGib * size)) {
      throw Parameters.invalid(
          iops, "Iops", "Iops to volume size ratio is too high; maximum is " + type.iopsPerGib);
    }
  }

  private static void checkThroughput(String name, EbsBlockDevice asked) {
    Integer throughput = asked.throughput();
    if (throughput == null) {
      return;
    }
    if (!name.equals("gp3")) {
      throw Parameters.combination(
          "The parameter throughput is not supported for " + name + " volumes.");
    }
    int iops = asked.iops() == null ? GP3_IOPS : asked.iops();
    if (!THROUGHPUT.holds(throughput) || throughput * IOPS_PER_THROUGHPUT > iops) {
      throw Parameters.invalid(
          throughput,
          "Throughput",
          "Expecting "
              + THROUGHPUT.least
              + " to "
              + THROUGHPUT.most
              + " MiB/s, and at most 0.25 MiB/s for each of "
              + iops
              + " iops.");
    }
  }
}
