package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** DescribeSnapshots and DeleteSnapshot. */
final class SnapshotActions {

  private static final int FEWEST_RESULTS = 5;

  private static final Filters<Snapshot> FILTERS =
      new Filters<Snapshot>()
          .one("description", Snapshot::description)
          .one("encrypted", Snapshot::encrypted)
          .one("owner-alias", Snapshot::ownerAlias)
          .one("owner-id", Snapshot::ownerId)
          .one("progress", Snapshot::progress)
          .one("snapshot-id", Snapshot::snapshotId)
          .one("start-time", Snapshot::startTime)
          .one("status", Snapshot::stateAsString)
          .one("storage-tier", Snapshot::storageTierAsString)
          .one("volume-id", Snapshot::volumeId)
          .one("volume-size", Snapshot::volumeSize)
          .tagged(Snapshot::tags);

  private final State state;
  private final SnapshotRemoval removal;
  private final Authorization authorization;

  SnapshotActions(State state) {
    this.state = state;
    this.removal = new SnapshotRemoval(state);
    this.authorization = new Authorization(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeSnapshotsRequest.class,
            DescribeSnapshotsRequest::builder,
            this::describe,
            "SnapshotIds",
            "OwnerIds",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
                DeleteSnapshotRequest.class,
                DeleteSnapshotRequest::builder,
                this::delete,
                "SnapshotId")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "DeleteSnapshot", request.snapshotId()))));
  }

  private DescribeSnapshotsResponse describe(Caller caller, DescribeSnapshotsRequest request) {
    if (request.hasSnapshotIds() && request.maxResults() != null) {
      throw Parameters.combination(
          "The parameter snapshotSet cannot be used with the parameter maxResults");
    }
    Owners.check(request.ownerIds());
    List<Snapshot> wanted = new ArrayList<>();
    for (Snapshot snapshot : named(caller, request)) {
      if (!request.hasOwnerIds() || Owners.isOwned(request.ownerIds(), Caller.ACCOUNT, null)) {
        wanted.add(snapshot);
      }
    }
    Page<Snapshot> page =
        Page.of(
            FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeSnapshotsResponse.builder()
        .snapshots(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private List<Snapshot> named(Caller caller, DescribeSnapshotsRequest request) {
    String region = caller.region();
    if (!request.hasSnapshotIds()) {
      return state.snapshots(region).all().stream()
          .map(stored -> state.seen(region, stored, caller.now()))
          .toList();
    }
    return request.snapshotIds().stream().distinct().map(id -> find(caller, id)).toList();
  }

  private Snapshot find(Caller caller, String id) {
    Ids.requireSnapshot(id);
    return state.snapshot(caller.region(), id, caller.now()).orElseThrow(() -> Ids.noSnapshot(id));
  }

  private DeleteSnapshotResponse delete(Caller caller, DeleteSnapshotRequest request) {
    String id = Parameters.require(request.snapshotId(), "snapshotId");
    String region = caller.region();
    return state.holdingRegion(
        region,
        () -> {
          find(caller, id);
          removal
              .user(region, id)
              .ifPresent(
                  image -> {
                    throw new Refusal(
                        400,
                        "InvalidSnapshot.InUse",
                        "The snapshot " + id + " is currently in use by " + image);
                  });
          removal.remove(region, id);
          return DeleteSnapshotResponse.builder().build();
        });
  }
}
