package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where the machine image is published beside the target's own region.
 *
 * @param others the further regions, in this order
 * @param replication how it gets there
 * @param failure what the failure of one means
 */
public record Regions(List<String> others, Replication replication, Failure failure) {

  /** How an image gets to a further region. */
  public enum Replication {
    /** AWS copies the first region's. */
    COPY,
    /** Its disks are sent there as well. */
    UPLOAD
  }

  /** What the failure of a further region means; the first region's is always everybody's. */
  public enum Failure {
    /** The run fails, and nothing is left anywhere. */
    UNDO_ALL,
    /** Nothing is left in that region, and the result names it. */
    BEST_EFFORT
  }

  /** Takes a copy. */
  public Regions {
    others = List.copyOf(others);
  }

  /** Returns the target's region alone. */
  public static Regions one() {
    return new Regions(List.of(), Replication.COPY, Failure.UNDO_ALL);
  }

  /** Refuses to import disks in several regions, as there is a bucket in the first one only. */
  void checkImport() {
    if (!others.isEmpty() && replication == Replication.UPLOAD) {
      throw new InputException(
          "Disks are imported in the first region only, where the bucket is, and"
              + " <publish><replication> 'upload' sends them to "
              + String.join(", ", others)
              + " as well.",
          "Have AWS copy the image with -Dunikernel.publish.replication=copy, or send the disks"
              + " with -Dunikernel.publish.via=ebs-direct.");
    }
  }

  /** Refuses regions that are named twice, and a key that only the first one has. */
  void check(String primary, Encryption encryption) {
    if (!others.isEmpty() && encryption.isOfOneRegion()) {
      throw new InputException(
          "The KMS key '"
              + encryption.kmsKeyId()
              + "' is of one region, and there are others in <regions>.",
          "Name a multi-Region key (its id begins with mrk-) that all of them have.");
    }
    LinkedHashSet<String> seen = new LinkedHashSet<>(List.of(primary));
    for (String region : others) {
      if (!seen.add(region)) {
        throw new InputException(
            "<regions> has " + region + " more than once.", "Name each region once.");
      }
    }
  }
}
