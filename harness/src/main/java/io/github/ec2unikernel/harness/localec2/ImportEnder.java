package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/** Ends import tasks that were just made, as AWS does with those it can't go on with. */
final class ImportEnder {

  private static final Pattern TASK = Pattern.compile("import-snap-[0-9a-f]+");

  private final State state;

  ImportEnder(State state) {
    this.state = state;
  }

  /** Ends the tasks that an answer speaks of, without a snapshot. */
  void end(Caller caller, Response response, String message) {
    TASK.matcher(response.text())
        .results()
        .map(MatchResult::group)
        .distinct()
        .forEach(id -> end(caller, id, message));
  }

  private void end(Caller caller, String id, String message) {
    state.holdingRegion(
        caller.region(),
        () ->
            state
                .imports(caller.region())
                .find(id)
                .filter(StoredImport::isActive)
                .map(task -> ended(task, caller, message))
                .map(
                    ended -> {
                      state.imports(caller.region()).put(id, ended);
                      return ended;
                    }));
  }

  private static StoredImport ended(StoredImport task, Caller caller, String message) {
    SnapshotTaskDetail detail =
        task.task().snapshotTaskDetail().toBuilder().statusMessage(message).build();
    return task.in(
        StoredImport.Phase.DELETED,
        task.task().toBuilder().snapshotTaskDetail(detail).build(),
        caller.now());
  }
}
