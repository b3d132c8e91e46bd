package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** CopySnapshot, which is called in the region that the copy is made in. */
final class SnapshotCopy {

  private final State state;
  private final Authorization authorization;
  private final SnapshotCopier copier;

  SnapshotCopy(State state, SnapshotCopier copier) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.copier = copier;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                CopySnapshotRequest.class,
                CopySnapshotRequest::builder,
                this::copy,
                "SourceRegion",
                "SourceSnapshotId",
                "Description",
                "Encrypted",
                "KmsKeyId",
                "TagSpecifications",
                "DestinationRegion",
                // With it AWS calls the source region for the caller; here no call is needed.
                "PresignedUrl")
            .needing(this::needs));
  }

  private List<Permission> needs(Caller caller, CopySnapshotRequest request) {
    return authorization
        .making(caller, "CopySnapshot", "snapshot", request.tagSpecifications())
        .toList();
  }

  private CopySnapshotResponse copy(Caller caller, CopySnapshotRequest request) {
    String region = SnapshotCopier.requireRegion(request.sourceRegion());
    String destination = request.destinationRegion();
    if (destination != null && !destination.equals(caller.region())) {
      throw Parameters.invalid(
          destination, "DestinationRegion", "Expecting the region that is called.");
    }
    String source = Parameters.require(request.sourceSnapshotId(), "sourceSnapshotId");
    ImageNames.checkDescription(request.description());
    SnapshotCopier.Target target =
        new SnapshotCopier.Target(
            Ids.fresh("snap"),
            request.description() == null ? "" : request.description(),
            SnapshotCopier.asked(caller, request.encrypted(), request.kmsKeyId()),
            TagRules.specified(request.tagSpecifications(), "snapshot"));
    List<Tag> tags =
        state.holdingRegions(
            region,
            caller.region(),
            () -> {
              copier.copy(caller, region, copier.source(caller, region, source), target);
              return target.tags();
            });
    return CopySnapshotResponse.builder()
        .snapshotId(target.id())
        .tags(tags.isEmpty() ? null : tags)
        .build();
  }
}
