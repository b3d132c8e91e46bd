package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.Documents;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.harness.localec2.state.StoredImage;
import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import io.github.ec2unikernel.harness.localec2.state.StoredInstance;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;

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
    if (Ids.isImport(id)) {
      return imported(caller, id);
    }
    if (Instances.isId(id)) {
      return instance(caller, id);
    }
    if (SecurityGroups.isId(id)) {
      return group(caller, id);
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

  private TaggedResource instance(Caller caller, String id) {
    Instances instances = new Instances(state);
    Instances.Found found = instances.require(caller, List.of(id)).get(0);
    StoredInstance stored = found.stored();
    return new TaggedResource(
        stored.instance().tags(),
        tags ->
            instances.put(
                caller, found, stored.with(stored.instance().toBuilder().tags(tags).build())));
  }

  private TaggedResource group(Caller caller, String id) {
    StoredGroup stored = new SecurityGroups(state).require(caller, id, null);
    return new TaggedResource(
        stored.group().tags(),
        tags ->
            state
                .groups(caller.region())
                .put(
                    id,
                    new StoredGroup(
                        stored.group().toBuilder().tags(tags).build(), stored.rules())));
  }

  private TaggedResource snapshot(Caller caller, String id) {
    Documents<StoredSnapshot> snapshots = state.snapshots(caller.region());
    StoredSnapshot stored = snapshots.find(id).orElseThrow(() -> Ids.noSnapshot(id));
    return new TaggedResource(
        stored.snapshot().tags(),
        tags -> snapshots.put(id, stored.with(stored.snapshot().toBuilder().tags(tags).build())));
  }

  private TaggedResource imported(Caller caller, String id) {
    Documents<StoredImport> imports = state.imports(caller.region());
    StoredImport stored = imports.find(id).orElseThrow(() -> Ids.noImport(id));
    return new TaggedResource(
        stored.task().tags(),
        tags -> imports.put(id, stored.with(stored.task().toBuilder().tags(tags).build())));
  }
}
