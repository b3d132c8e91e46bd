package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes what earlier runs left when they were killed, or could not undo. */
final class Leftovers {

  private final AwsConnection aws;
  private final PublishListener listener;

  Leftovers(AwsConnection aws, PublishListener listener) {
    this.aws = aws;
    this.listener = listener;
  }

  /**
   * Deletes what the state file names, and returns the runs to keep in it: those of which something
   * is still there, or may be there where this connection doesn't reach. The listener is told of
   * each.
   */
  List<UnfinishedRun> clean(StateFile file) {
    List<UnfinishedRun> kept = new ArrayList<>();
    for (UnfinishedRun run : file.read().map(PublishState::unfinished).orElse(List.of())) {
      if (!run.isAt(aws)) {
        tell(run, "made " + place(run) + ", where this run does not publish");
        kept.add(run);
      } else if (!isGone(run)) {
        kept.add(run);
      }
    }
    return kept;
  }

  private boolean isGone(UnfinishedRun run) {
    Undo undo = new Undo(aws, listener);
    if (!undo.undo(run).isEmpty()) {
      return false;
    }
    // Another account's are not found either.
    if (undo.foundAll() || run.account() == null) {
      return true;
    }
    Optional<String> account = account();
    if (account.filter(run.account()::equals).isPresent()) {
      return true;
    }
    tell(
        run,
        "made in account "
            + run.account()
            + " and not found in "
            + account.map(id -> "account " + id).orElse("this one, which has no snapshots"));
    return false;
  }

  private Optional<String> account() {
    try {
      return aws.snapshots().account();
    } catch (EnvironmentException e) {
      return Optional.empty();
    }
  }

  private void tell(UnfinishedRun run, String why) {
    URI endpoint = run.endpoint() == null ? null : URI.create(run.endpoint());
    AwsTarget there = new AwsTarget(run.region(), null, endpoint, null);
    if (run.imageId() != null) {
      String command = there.cli(Undo.deregistering(run.imageId()), run.region());
      listener.leftBehind(new LeftBehind(run.imageId(), why, command));
    }
    for (String id : run.snapshotIds()) {
      String command = there.cli(Undo.deleting(id), run.region());
      listener.leftBehind(new LeftBehind(id, why, command));
    }
    if (run.pending() != null) {
      String command = there.cli(Undo.searching(run.attempt(), run.pending()), run.region());
      listener.leftBehind(
          new LeftBehind(Undo.somethingOf(run.attempt(), run.pending()), why, command));
    }
  }

  private static String place(UnfinishedRun run) {
    return "in "
        + run.region()
        + (run.endpoint() == null ? "" : " at " + run.endpoint())
        + (run.account() == null ? "" : ", account " + run.account());
  }
}
