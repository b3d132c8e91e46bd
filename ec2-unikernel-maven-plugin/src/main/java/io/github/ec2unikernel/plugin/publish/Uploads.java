package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends disks to the regions that lack them; the disks are read before anything is made. */
final class Uploads {

  private final PublishRequest request;
  private final PublishListener listener;
  private final Map<String, Map<DiskSource, Snapshot>> found = new HashMap<>();
  // Regions that lack the same disks share one reading of them.
  private final Map<List<DiskSource>, SnapshotWay.Planned> planned = new HashMap<>();

  Uploads(PublishRequest request, PublishListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /** Finds out what has to be sent to a region. */
  void plan(AwsConnection aws) {
    Map<DiskSource, Snapshot> there =
        new ExistingSnapshots(aws).find(request.disks(), request.upload().encryption());
    there.forEach(listener::snapshotReused);
    found.put(aws.region(), there);
    planned.computeIfAbsent(missing(aws.region()), disks -> way().plan(disks));
  }

  /** Returns the disks' snapshots in the work's region, once all are complete. */
  Map<DiskSource, Snapshot> make(Work work, Map<String, String> tags) {
    String region = work.aws().region();
    Map<DiskSource, Snapshot> snapshots =
        new LinkedHashMap<>(Objects.requireNonNull(found.get(region)));
    snapshots.putAll(Objects.requireNonNull(planned.get(missing(region))).make(work, tags));
    return snapshots;
  }

  private SnapshotWay way() {
    ImportOptions viaS3 = request.upload().viaS3();
    return viaS3 == null ? new DirectWay(request) : new ImportWay(request, viaS3);
  }

  private List<DiskSource> missing(String region) {
    Map<DiskSource, Snapshot> there = Objects.requireNonNull(found.get(region));
    return request.disks().stream().filter(disk -> !there.containsKey(disk)).toList();
  }
}
