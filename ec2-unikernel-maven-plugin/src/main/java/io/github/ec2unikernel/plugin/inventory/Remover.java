package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.DiskObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes images with their snapshots, and orphans; what is gone already is well, so that a run
 * that was killed can be repeated.
 */
public final class Remover {

  private final AwsConnections connections;
  private final RemovalListener listener;

  /** Creates one that tells a listener. */
  public Remover(AwsConnections connections, RemovalListener listener) {
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * Removes all of it.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException at the first thing that AWS
   *     does not let go
   */
  public void remove(Collection<Release> releases, Collection<Orphan> orphans) {
    Map<String, Set<String>> snapshots = new TreeMap<>();
    for (Release release : releases) {
      for (PublishedImage published : release.images()) {
        String region = published.region();
        if (connections.in(region).images().deregister(published.image().id())) {
          listener.deregistered(region, published.image().id());
        }
        snapshots
            .computeIfAbsent(region, key -> new LinkedHashSet<>())
            .addAll(published.snapshotIds());
      }
    }
    for (Orphan orphan : orphans) {
      if (orphan.kind() == Orphan.Kind.OBJECT) {
        delete(orphan);
        continue;
      }
      snapshots.computeIfAbsent(orphan.region(), key -> new LinkedHashSet<>()).add(orphan.id());
    }
    snapshots.forEach((region, ids) -> delete(connections.in(region), ids));
  }

  private void delete(Orphan object) {
    if (connections.in(object.region()).objects().delete(DiskObject.of(object.id()))) {
      listener.deleted(object.region(), object.id());
    }
  }

  private void delete(AwsConnection aws, Set<String> ids) {
    // Asked now and not when the stock was taken: someone may have registered one since.
    Set<String> used = aws.images().using(ids);
    for (String id : ids) {
      if (used.contains(id)) {
        listener.stays(aws.region(), id);
      } else if (aws.snapshots().delete(id)) {
        listener.deleted(aws.region(), id);
      }
    }
  }
}
