package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.Documents;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;

/** Finds what has tags by its id. */
final class TaggedResources {

  private final State state;

  TaggedResources(State state) {
    this.state = state;
  }

  /** Returns the resource of that id, to be changed under the region's lock. */
  TaggedResource find(Caller caller, String id) {
    if (Ids.isImage(id)) {
      return image(caller, id);
    }
    if (Ids.isSnapshot(id)) {
      return snapshot(caller, id);
    }
    throw new Refusal(400, "InvalidID", "The ID '" + id + "' is not valid");
  }

  private TaggedResource image(Caller caller, String id) {
    StoredImage stored = new ImageCatalog(state).requireOwn(caller, id);
    Documents<StoredImage> images = state.images(caller.region());
    return new TaggedResource(
        stored.image().tags(),
        tags -> images.put(id, stored.with(stored.image().toBuilder().tags(tags).build())));
  }

  private TaggedResource snapshot(Caller caller, String id) {
    Documents<StoredSnapshot> snapshots = state.snapshots(caller.region());
    StoredSnapshot stored = snapshots.find(id).orElseThrow(() -> Ids.noSnapshot(id));
    return new TaggedResource(
        stored.snapshot().tags(),
        tags -> snapshots.put(id, stored.with(stored.snapshot().toBuilder().tags(tags).build())));
  }
}
