package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deletes what an earlier run left when it was killed, or could not undo. */
final class Leftovers {

  private Leftovers() {}

  /** Deletes what the state file names; what can't be deleted is only told to the listener. */
  static void clean(StateFile file, AwsConnection aws, PublishListener listener) {
    file.read()
        .filter(Leftovers::isUnfinished)
        .filter(run -> run.region().equals(aws.region()))
        .filter(run -> Objects.equals(run.endpoint(), endpoint(aws)))
        .ifPresent(run -> new Undo(aws, listener).undo(run));
  }

  private static boolean isUnfinished(PublishState run) {
    return run.phase() == PublishState.Phase.RUNNING
        || run.phase() == PublishState.Phase.LEFT_BEHIND;
  }

  static @Nullable String endpoint(AwsConnection aws) {
    return aws.endpoint() == null ? null : aws.endpoint().toString();
  }
}
