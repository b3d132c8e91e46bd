package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotReturnCode;

/** Removes snapshots that no image needs; the region's lock is held. */
final class SnapshotRemoval {

  private final State state;

  SnapshotRemoval(State state) {
    this.state = state;
  }

  /** Returns the id of an image that needs a snapshot. */
  Optional<String> user(String region, String snapshotId) {
    return state.images(region).all().stream()
        .filter(stored -> stored.snapshotIds().contains(snapshotId))
        .map(stored -> stored.image().imageId())
        .findFirst();
  }

  /** Removes a snapshot with its blocks. */
  void remove(String region, String id) {
    state.holdingSnapshot(
        id,
        () -> {
          // The record first: blocks without one are nobody's, a record without blocks lies.
          state.snapshots(region).remove(id);
          state.blocks(region, id).delete();
          return id;
        });
  }

  /** Removes the snapshots of an image that is gone, and tells what became of each. */
  List<DeleteSnapshotReturnCode> removeAllOf(Caller caller, StoredImage image) {
    return image.snapshotIds().stream().map(id -> removed(caller.region(), id)).toList();
  }

  private DeleteSnapshotReturnCode removed(String region, String id) {
    boolean inUse = user(region, id).isPresent();
    if (!inUse) {
      remove(region, id);
    }
    return DeleteSnapshotReturnCode.builder()
        .snapshotId(id)
        .returnCode(inUse ? "skipped" : "success")
        .build();
  }
}
