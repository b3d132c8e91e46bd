package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.ObjectRecord;
import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.util.List;

/** What runs left in the bucket in which disks wait to be imported. */
final class ObjectStock {

  private static final String PREFIX = "ec2-unikernel/";

  private ObjectStock() {}

  /** Returns the orphans of a bucket, none if there is no such bucket. */
  static List<Orphan> of(AwsConnections connections, String bucket, Scope scope) {
    return connections
        .primary()
        .objects()
        .regionOf(bucket)
        .map(
            region ->
                connections.in(region).objects().list(bucket, PREFIX).stream()
                    .filter(one -> scope.holds(one.tags()) || isForAll(one, scope))
                    .map(one -> orphan(region, one))
                    .toList())
        .orElse(List.of());
  }

  // Nothing tells whose an unfinished upload is; it is ours by its name.
  private static boolean isForAll(ObjectRecord one, Scope scope) {
    return one.unfinished() && scope.artifact() == null;
  }

  private static Orphan orphan(String region, ObjectRecord one) {
    String coordinates = one.tags().getOrDefault(ResourceTags.ARTIFACT, "");
    return new Orphan(
        region,
        Orphan.Kind.OBJECT,
        Scope.artifact(coordinates),
        Scope.version(coordinates),
        one.object().toString(),
        one.unfinished() ? "an upload that was never completed" : "a disk to be imported",
        one.since());
  }
}
