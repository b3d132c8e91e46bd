package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.ListChangedBlocksRequest;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksRequest;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.Tag;

/** What the EBS direct APIs must be allowed on which snapshots, as the reference has it. */
final class EbsAuthorization {

  private final State state;

  EbsAuthorization(State state) {
    this.state = state;
  }

  List<Permission> permissions(Caller caller, String action, SdkPojo request) {
    String name = "ebs:" + action;
    if (request instanceof StartSnapshotRequest start) {
      return List.of(starting(caller, name, start));
    }
    return snapshots(request)
        .map(
            id ->
                Permission.of(name, Arn.ofEc2(caller.region(), "snapshot", id))
                    .withResourceTags(tags(caller, id)))
        .toList();
  }

  private static Permission starting(Caller caller, String name, StartSnapshotRequest request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : request.tags()) {
      if (tag.key() != null) {
        tags.put(tag.key(), tag.value() == null ? "" : tag.value());
      }
    }
    String parent = request.parentSnapshotId();
    return Permission.of(name, Arn.ofEc2(caller.region(), "snapshot", "*"))
        .withRequestTags(tags)
        .with("ebs:VolumeSize", present(request.volumeSize()))
        .with("ebs:Description", present(request.description()))
        .with(
            "ebs:ParentSnapshot",
            parent == null ? List.of() : List.of(Arn.ofEc2(caller.region(), "snapshot", parent)));
  }

  private static List<String> present(@Nullable Object value) {
    return Stream.ofNullable(value).map(Object::toString).toList();
  }

  private static Stream<String> snapshots(SdkPojo request) {
    if (request instanceof PutSnapshotBlockRequest put) {
      return Stream.ofNullable(put.snapshotId());
    } else if (request instanceof CompleteSnapshotRequest complete) {
      return Stream.ofNullable(complete.snapshotId());
    } else if (request instanceof ListSnapshotBlocksRequest list) {
      return Stream.ofNullable(list.snapshotId());
    } else if (request instanceof GetSnapshotBlockRequest get) {
      return Stream.ofNullable(get.snapshotId());
    } else if (request instanceof ListChangedBlocksRequest changed) {
      return Stream.of(changed.firstSnapshotId(), changed.secondSnapshotId())
          .flatMap(Stream::ofNullable);
    }
    throw new IllegalStateException("no permissions are known of " + request.getClass());
  }

  private Map<String, String> tags(Caller caller, String id) {
    Map<String, String> tags = new LinkedHashMap<>();
    state
        .snapshots(caller.region())
        .find(id)
        .ifPresent(found -> found.snapshot().tags().forEach(t -> tags.put(t.key(), t.value())));
    return tags;
  }
}
