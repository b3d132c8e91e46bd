package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kind of EBS volume that an instance gets of a disk; what is null is left to AWS.
 *
 * @param type gp2, gp3, io1, io2, st1, sc1 or standard
 * @param iops I/O operations a second, for gp3, io1 and io2
 * @param throughput MiB a second, for gp3
 * @param sizeGib its size in GiB, at least the disk's
 * @param deleteOnTermination whether it goes with its instance
 */
public record EbsVolume(
    @Nullable String type,
    @Nullable Integer iops,
    @Nullable Integer throughput,
    @Nullable Integer sizeGib,
    boolean deleteOnTermination) {

  private static final Set<String> WITH_IOPS = Set.of("gp3", "io1", "io2");
  private static final Set<String> NEEDING_IOPS = Set.of("io1", "io2");
  private static final Set<String> NO_ROOT = Set.of("st1", "sc1");
  private static final Set<String> TYPES =
      Set.of("gp2", "gp3", "io1", "io2", "st1", "sc1", "standard");

  /** Returns what AWS gives to who says nothing, deleted with its instance. */
  public static EbsVolume standard() {
    return new EbsVolume(null, null, null, null, true);
  }

  /**
   * Refuses what does not go together; a type's limits are left to AWS, which moves them.
   *
   * @param disk whose volume it is, in words
   * @param diskGib the disk's size in GiB
   */
  public void check(String disk, int diskGib, boolean isRoot) {
    String shown = type == null ? "the account's standard type" : type;
    if (type != null && !TYPES.contains(type)) {
      throw new InputException(
          "The EBS volume of " + disk + " is of type '" + type + "', which there is not.",
          "Give <type> one of " + String.join(", ", new TreeSet<>(TYPES)) + ".");
    }
    if (isRoot && type != null && NO_ROOT.contains(type)) {
      throw new InputException(
          "The EBS volume of " + disk + " is of type '" + type + "', which EC2 does not boot.",
          "Give <type> gp3, gp2, io1, io2 or standard.");
    }
    if (iops != null && (type == null || !WITH_IOPS.contains(type))) {
      throw new InputException(
          "The EBS volume of " + disk + " has <iops> " + iops + ", and " + shown + " takes none.",
          "Leave it out, or give <type> gp3, io1 or io2.");
    }
    if (iops == null && type != null && NEEDING_IOPS.contains(type)) {
      throw new InputException(
          "The EBS volume of " + disk + " is of type " + type + " and has no <iops>.",
          "Give it <iops>, such as 1000.");
    }
    if (throughput != null && !"gp3".equals(type)) {
      throw new InputException(
          "The EBS volume of "
              + disk
              + " has <throughput> "
              + throughput
              + ", and "
              + shown
              + " takes none.",
          "Leave it out, or give <type> gp3.");
    }
    if (sizeGib != null && sizeGib < diskGib) {
      throw new InputException(
          "The EBS volume of "
              + disk
              + " has "
              + sizeGib
              + " GiB, and the disk takes "
              + diskGib
              + ".",
          "Give <size> at least " + diskGib + ", or leave it out.");
    }
  }

  /** Returns the size of the volume of a disk that takes so many GiB. */
  public int sizeOf(int diskGib) {
    return sizeGib == null ? diskGib : sizeGib;
  }

  /** Returns all of it but the size that an instance could notice, empty for the standard one. */
  public String identity() {
    StringBuilder text = new StringBuilder();
    append(text, " ", type);
    append(text, " iops ", iops);
    append(text, " throughput ", throughput);
    return text + (deleteOnTermination ? "" : " kept");
  }

  private static void append(StringBuilder text, String before, @Nullable Object value) {
    if (value != null) {
      text.append(before).append(value);
    }
  }
}
