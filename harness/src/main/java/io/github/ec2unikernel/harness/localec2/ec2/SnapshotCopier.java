package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.state.Encryption;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.StorageTier;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Copies a snapshot with its blocks into the caller's region; both regions' locks are held. */
final class SnapshotCopier {

  private final State state;
  private final Duration delay;

  SnapshotCopier(State state, Duration delay) {
    this.state = state;
    this.delay = delay;
  }

  /** Returns a region that copies can come from. */
  static String requireRegion(@Nullable String source) {
    String region = Parameters.require(source, "sourceRegion");
    if (Region.find(region).isEmpty()) {
      throw Parameters.invalid(region, "SourceRegion", "Expecting the name of a region.");
    }
    return region;
  }

  /** Returns the encryption that a copy is asked to have, {@link Encryption#NONE} by default. */
  static Encryption asked(Caller caller, @Nullable Boolean encrypted, @Nullable String key) {
    if (key != null && !Boolean.TRUE.equals(encrypted)) {
      throw Parameters.combination("The parameter KmsKeyId needs the parameter Encrypted.");
    }
    return Encryption.asked(caller, encrypted, key)
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "InvalidParameterValue",
                    "The KMS key '" + key + "' does not exist in " + caller.region() + "."));
  }

  /** Returns a snapshot that can be copied. */
  StoredSnapshot source(Caller caller, String region, String id) {
    Ids.requireSnapshot(id);
    StoredSnapshot stored = state.snapshots(region).find(id).orElseThrow(() -> Ids.noSnapshot(id));
    SnapshotState seen = state.seen(region, stored, caller.now()).state();
    if (seen != SnapshotState.COMPLETED) {
      throw new Refusal(
          400, "IncorrectState", "Snapshot " + id + " is in invalid state - " + seen.toString());
    }
    return stored;
  }

  /** Makes the copy of that id, or makes it again after a kill in between. */
  void copy(Caller caller, String region, StoredSnapshot source, Target target) {
    Encryption encryption = target.encryption;
    if (!encryption.encrypted() && Boolean.TRUE.equals(source.snapshot().encrypted())) {
      // What is encrypted stays so, with the default key unless another is named.
      encryption = asked(caller, true, null);
    }
    Snapshot copy =
        Snapshot.builder()
            .snapshotId(target.id)
            .ownerId(Caller.ACCOUNT)
            // Every snapshot that no volume was the source of has this one.
            .volumeId("vol-ffffffff")
            .volumeSize(source.snapshot().volumeSize())
            .description(target.description)
            .startTime(caller.now())
            .encrypted(encryption.encrypted())
            .kmsKeyId(encryption.keyArn())
            .storageTier(StorageTier.STANDARD)
            .tags(target.tags)
            .build();
    StoredSnapshot stored =
        new StoredSnapshot(
            copy,
            new StoredSnapshot.Writing(null, "", null, target.id, 0),
            caller.now().plus(delay));
    BlockFile blocks = state.blocks(caller.region(), target.id);
    blocks.share(state.blocks(region, source.id()));
    blocks.seal(stored.blocks() * BlockFile.BLOCK_SIZE);
    state.snapshots(caller.region()).put(target.id, stored);
  }

  /** What a copy is to be. */
  record Target(String id, String description, Encryption encryption, List<Tag> tags) {}
}
