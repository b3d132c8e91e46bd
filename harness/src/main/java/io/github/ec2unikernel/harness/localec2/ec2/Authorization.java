package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What actions of EC2 must be allowed on which resources, as the service's reference has it. */
final class Authorization {

  private final State state;
  private final TaggedResources resources;

  Authorization(State state) {
    this.state = state;
    resources = new TaggedResources(state);
  }

  /** Returns the permission of an action on a thing that is there, with the thing's tags. */
  Permission on(Caller caller, String action, @Nullable String id) {
    if (id == null) {
      return Permission.of("ec2:" + action);
    }
    Map<String, String> tags = tags(caller, id);
    Permission permission =
        Permission.of("ec2:" + action, Arn.ofEc2(caller.region(), id))
            .with("ec2:ResourceID", id)
            .with("ec2:Owner", Caller.ACCOUNT)
            .withResourceTags(tags);
    // EC2 had its own names of the tags before all services had the same.
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      permission = permission.with("ec2:ResourceTag/" + tag.getKey(), tag.getValue());
    }
    StoredSnapshot snapshot =
        Ids.isSnapshot(id) ? state.snapshots(caller.region()).find(id).orElse(null) : null;
    return snapshot == null ? permission : describing(caller, permission, snapshot.snapshot());
  }

  // A snapshot that was imported, copied or written block by block has a volume that never was.
  private static Permission describing(Caller caller, Permission permission, Snapshot snapshot) {
    return permission
        .with("ec2:ParentVolume", Arn.ofEc2(caller.region(), "volume", snapshot.volumeId()))
        .with("ec2:SnapshotTime", snapshot.startTime().toString())
        .with("ec2:VolumeSize", String.valueOf(snapshot.volumeSize()));
  }

  /** Returns the permission of an action on a thing that it makes, and of tagging it. */
  Stream<Permission> making(
      Caller caller, String action, String type, List<TagSpecification> specifications) {
    String arn = Arn.ofEc2(caller.region(), type, "*");
    Map<String, String> tags =
        byKey(
            specifications.stream()
                .filter(s -> type.equals(s.resourceTypeAsString()))
                .flatMap(s -> s.tags().stream())
                .toList());
    Permission making = Permission.of("ec2:" + action, arn).withRequestTags(tags);
    Permission tagging =
        Permission.of("ec2:CreateTags", arn).with("ec2:CreateAction", action).withRequestTags(tags);
    return tags.isEmpty() ? Stream.of(making) : Stream.of(making, tagging);
  }

  /** Returns the permissions to change the tags of things that are there. */
  List<Permission> tagging(Caller caller, String action, List<String> ids, List<Tag> tags) {
    return ids.stream().map(id -> on(caller, action, id).withRequestTags(byKey(tags))).toList();
  }

  private Map<String, String> tags(Caller caller, String id) {
    try {
      return byKey(resources.find(caller, id).tags());
    } catch (Refusal refusal) {
      // What is not there, or Amazon's, has no tags; the action itself will say so.
      return Map.of();
    }
  }

  private static Map<String, String> byKey(List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key() != null) {
        byKey.put(tag.key(), tag.value() == null ? "" : tag.value());
      }
    }
    return byKey;
  }
}
