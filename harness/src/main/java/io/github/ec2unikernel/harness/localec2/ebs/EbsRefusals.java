package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The errors of the EBS direct APIs, with the reasons of the service's model. */
final class EbsRefusals {

  private static final Pattern SNAPSHOT_ID = Pattern.compile("snap-[0-9a-f]{1,59}");

  private EbsRefusals() {}

  static Refusal invalid(String message, String reason) {
    return new Refusal(400, "ValidationException", message, reason);
  }

  static Refusal noSnapshot(String id) {
    return new Refusal(
        404,
        "ResourceNotFoundException",
        "The snapshot '" + id + "' does not exist.",
        "SNAPSHOT_NOT_FOUND");
  }

  static Refusal wrongState(String id, String state) {
    return invalid(
        "The snapshot '" + id + "' is in state " + state + ", which does not allow this.",
        "INVALID_SNAPSHOT_ID");
  }

  /** Returns a value that the caller must give. */
  static <T> T require(@Nullable T value, String name) {
    if (value == null) {
      throw invalid("The parameter " + name + " is missing.", "INVALID_PARAMETER_VALUE");
    }
    return value;
  }

  /** Returns a snapshot's id that has the form of one. */
  static String requireSnapshotId(@Nullable String id) {
    if (id == null || !SNAPSHOT_ID.matcher(id).matches()) {
      throw invalid("The snapshot id '" + id + "' is malformed.", "INVALID_SNAPSHOT_ID");
    }
    return id;
  }

  /** Refuses a number out of its range. */
  static void requireRange(@Nullable Number value, String name, long from, long to) {
    if (value != null && (value.longValue() < from || value.longValue() > to)) {
      throw invalid(
          name + " " + value + " is not from " + from + " to " + to + ".",
          "INVALID_PARAMETER_VALUE");
    }
  }
}
