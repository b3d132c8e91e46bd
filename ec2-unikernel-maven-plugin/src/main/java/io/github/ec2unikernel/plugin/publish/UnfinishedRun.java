package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.publish.PublishState.Pending;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a run that was killed, or could not undo its work, has left something, and what.
 *
 * @param attempt the run's own id, a tag of all it created
 * @param region where
 * @param endpoint the endpoint that stood in for AWS, or null
 * @param place the name that the endpoint keeps although its URL changes, or null
 * @param account the account's id, or null if it was not known yet
 * @param snapshotIds the snapshots whose ids are known
 * @param pending what else there may be, its id not known, or null
 * @param imageId the AMI, or null if its id was not known yet
 */
public record UnfinishedRun(
    String attempt,
    String region,
    @Nullable String endpoint,
    @Nullable String place,
    @Nullable String account,
    List<String> snapshotIds,
    @Nullable Pending pending,
    @Nullable String imageId) {

  /** Takes a copy; what a file knows nothing of is to be looked for. */
  public UnfinishedRun {
    snapshotIds = snapshotIds == null ? List.of() : List.copyOf(snapshotIds);
    if (snapshotIds.isEmpty() && pending == null) {
      pending = Pending.SNAPSHOT;
    }
  }

  static UnfinishedRun of(PublishState run) {
    return new UnfinishedRun(
        run.attempt(),
        run.region(),
        run.endpoint(),
        run.place(),
        run.account(),
        run.createdSnapshots(),
        run.pending(),
        run.imageId());
  }

  /** Returns whether the connection is to where it was left; of the account it knows nothing. */
  boolean isAt(AwsConnection aws) {
    return region.equals(aws.region())
        && Objects.equals(where(place, endpoint), where(aws.place(), endpoint(aws)));
  }

  static @Nullable String endpoint(AwsConnection aws) {
    return aws.endpoint() == null ? null : aws.endpoint().toString();
  }

  private static @Nullable String where(@Nullable String place, @Nullable String endpoint) {
    return place == null ? endpoint : place;
  }
}
