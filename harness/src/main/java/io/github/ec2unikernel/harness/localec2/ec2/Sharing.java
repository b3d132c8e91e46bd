package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.Encryption;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** What AWS demands of a snapshot that others may use. */
final class Sharing {

  private Sharing() {}

  /** Refuses to share what others could not decrypt. */
  static void check(Caller caller, Snapshot snapshot, boolean withAll) {
    Encryption encryption = Encryption.of(snapshot);
    if (encryption.isByDefaultKey(caller)) {
      throw refused("Encrypted snapshots with EBS default key cannot be shared");
    }
    if (encryption.encrypted() && withAll) {
      throw refused("Encrypted snapshots cannot be shared publicly");
    }
  }

  private static Refusal refused(String message) {
    return new Refusal(400, "OperationNotPermitted", message);
  }
}
