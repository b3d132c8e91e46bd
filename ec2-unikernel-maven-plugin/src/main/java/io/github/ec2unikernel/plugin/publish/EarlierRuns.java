package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import java.util.List;
import java.util.Optional;

/**
 * What the state file says of earlier runs.
 *
 * @param state the last state, if there is one
 * @param here where this run publishes
 */
record EarlierRuns(Optional<PublishState> state, Place here, Leftovers leftovers) {

  static EarlierRuns read(StateFile file, PublishListener listener, AwsConnections connections) {
    return new EarlierRuns(
        file.read(), Place.of(connections.primary()), new Leftovers(connections, listener));
  }

  /**
   * Returns the state to go on from: that of a killed run that published the same thing at the same
   * place, else a fresh one. What other runs left is deleted.
   *
   * @param fresh the state of a run that has made nothing yet
   */
  PublishState adopt(PublishState fresh) {
    Optional<PublishState> killed =
        state.filter(
            it ->
                it.phase() == Phase.RUNNING
                    && it.place().isAt(here)
                    && it.attempt().isLike(fresh.attempt())
                    && it.disks().stream()
                        .map(DiskState::sha256)
                        .toList()
                        .equals(fresh.disks().stream().map(DiskState::sha256).toList()));
    if (killed.isEmpty()) {
      return clean(fresh);
    }
    List<UnfinishedRun> left = leftovers.clean(killed.get().leftBehind());
    return killed.get().behind(left);
  }

  /** Returns the fresh state, once what all earlier runs left is deleted. */
  PublishState clean(PublishState fresh) {
    return fresh.behind(leftovers.clean(state.map(PublishState::unfinished).orElse(List.of())));
  }
}
