package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes what earlier runs left when they were killed, or could not undo. */
final class Leftovers {

  private final AwsConnections connections;
  private final PublishListener listener;

  Leftovers(AwsConnections connections, PublishListener listener) {
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * Deletes what the runs made, and returns those to remember: those of which something is still
   * there, or may be there where this connection doesn't reach. The listener is told of each.
   */
  List<UnfinishedRun> clean(List<UnfinishedRun> runs) {
    List<UnfinishedRun> kept = new ArrayList<>();
    for (UnfinishedRun run : runs) {
      if (!run.place().isAt(Place.of(connections.primary()))) {
        tell(run, "made " + run.place() + ", where this run does not publish");
        kept.add(run);
      } else if (!isGone(run)) {
        kept.add(run);
      }
    }
    return kept;
  }

  private boolean isGone(UnfinishedRun run) {
    Undo undo = new Undo(connections, listener);
    if (!undo.undo(run).isEmpty()) {
      return false;
    }
    // Another account's are not found either.
    String owner = run.place().account();
    if (undo.foundAll() || owner == null) {
      return true;
    }
    Optional<String> account = account();
    if (account.filter(owner::equals).isPresent()) {
      return true;
    }
    tell(
        run,
        "made in account "
            + owner
            + " and not found in "
            + account.map(id -> "account " + id).orElse("this one, which has no snapshots"));
    return false;
  }

  private Optional<String> account() {
    try {
      return connections.primary().snapshots().account();
    } catch (EnvironmentException e) {
      return Optional.empty();
    }
  }

  private void tell(UnfinishedRun run, String why) {
    String endpoint = run.place().endpoint();
    AwsTarget there =
        new AwsTarget(null, null, endpoint == null ? null : URI.create(endpoint), null);
    for (Resource resource : Undo.lastFirst(run.resources())) {
      listener.leftBehind(ResourceCommands.leftBehind(resource, run.attempt(), why, there));
    }
  }
}
