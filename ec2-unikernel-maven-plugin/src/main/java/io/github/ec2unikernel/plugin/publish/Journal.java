package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.publish.PublishState.Pending;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what a run creates: that it is going to, and its id as soon as it is known. */
final class Journal {

  private final StateFile file;
  private PublishState state;

  private Journal(StateFile file, PublishState state) {
    this.file = file;
    this.state = state;
  }

  /** Starts a run's journal, before anything is created. */
  static Journal begin(StateFile file, PublishState state) {
    file.write(state);
    return new Journal(file, state);
  }

  PublishState state() {
    return state;
  }

  void snapshotsFound(Map<DiskSource, Snapshot> found) {
    StateChange change = state.change();
    found.forEach((disk, snapshot) -> change.has(disk, snapshot.id()));
    keep(change);
  }

  void snapshotStarting() {
    keep(state.change().creating(Pending.SNAPSHOT));
  }

  void snapshotStarted(DiskSource disk, String id, @Nullable String account) {
    keep(state.change().created(disk, id, account));
  }

  void uploaded(BlockPlan plan) {
    keep(state.change().sent(plan));
  }

  void imageRegistering() {
    keep(state.change().creating(Pending.IMAGE));
  }

  void imageRegistered(String id) {
    keep(state.change().registered(id));
  }

  void ended(PublishState.Phase how) {
    keep(state.change().ended(how, Instant.now()));
  }

  private void keep(StateChange change) {
    // Remembered first: if the disk is full, what is undone is still known.
    state = change.done();
    file.write(state);
  }
}
