package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** EC2's ids: made, checked and missed. */
final class Ids {

  private static final Pattern IMAGE = Pattern.compile("(ami|aki|ari)-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern SNAPSHOT = Pattern.compile("snap-([0-9a-f]{8}|[0-9a-f]{17})");

  private static final Pattern IMPORT = Pattern.compile("import-snap-[0-9a-z]{8,17}");

  private Ids() {}

  /** Returns a fresh id of the long form, {@code ami-0} and 16 digits. */
  static String fresh(String prefix) {
    String hex = UUID.randomUUID().toString().replace("-", "");
    return prefix + "-0" + hex.substring(16);
  }

  static boolean isImage(String id) {
    return IMAGE.matcher(id).matches();
  }

  static boolean isSnapshot(String id) {
    return SNAPSHOT.matcher(id).matches();
  }

  static boolean isImport(String id) {
    return IMPORT.matcher(id).matches();
  }

  /** Refuses what can't be an image's id. */
  static void requireImage(String id) {
    if (!isImage(id)) {
      throw new Refusal(
          400, "InvalidAMIID.Malformed", "Invalid id: \"" + id + "\" (expecting \"ami-...\")");
    }
  }

  /** Refuses what can't be a snapshot's id. */
  static void requireSnapshot(String id) {
    if (!isSnapshot(id)) {
      throw new Refusal(
          400,
          "InvalidSnapshotID.Malformed",
          "Invalid id: \"" + id + "\" (expecting \"snap-...\")");
    }
  }

  static Refusal noImages(List<String> ids) {
    String text =
        ids.size() == 1
            ? "The image id '[" + ids.get(0) + "]' does not exist"
            : "The image ids '[" + String.join(", ", ids) + "]' do not exist";
    return new Refusal(400, "InvalidAMIID.NotFound", text);
  }

  static Refusal unavailable(String id) {
    return new Refusal(
        400, "InvalidAMIID.Unavailable", "The image ID '" + id + "' is not available");
  }

  static Refusal noSnapshot(String id) {
    return new Refusal(
        400, "InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
  }

  static Refusal noImport(String id) {
    return new Refusal(
        400,
        "InvalidConversionTaskId",
        "The specified conversion task ID " + id + " is not valid.");
  }

  static Refusal notYours(String id) {
    return new Refusal(403, "AuthFailure", "Not authorized for images: [" + id + "]");
  }
}
