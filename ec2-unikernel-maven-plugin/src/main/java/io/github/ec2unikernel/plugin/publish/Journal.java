package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down what a run creates as soon as its id is known. */
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

  void snapshotStarted(String id, @Nullable String account) {
    keep(state.withSnapshot(id, account));
  }

  void uploaded(BlockPlan plan) {
    keep(state.withUpload(plan));
  }

  void imageRegistered(String id) {
    keep(state.withImage(id));
  }

  void ended(PublishState.Phase how) {
    keep(state.ended(how, Instant.now()));
  }

  private void keep(PublishState newer) {
    // Remembered first: if the disk is full, what is undone is still known.
    state = newer;
    file.write(newer);
  }
}
