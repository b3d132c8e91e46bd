package io.github.ec2unikernel.plugin.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends disks block by block through the EBS direct APIs, one disk after the other. */
final class DirectWay implements SnapshotWay {

  private final PublishRequest request;
  private final ManifestStore manifests;

  DirectWay(PublishRequest request) {
    this.request = request;
    manifests = new ManifestStore(request.resultDirectory(), request.upload().cache());
  }

  @Override
  public Planned plan(List<DiskSource> disks) {
    Map<DiskSource, BlockManifest> read = new LinkedHashMap<>();
    disks.forEach(disk -> read.put(disk, new BlockPlanner().read(disk)));
    // Each region has releases of its own.
    return (work, tags) -> new DirectUpload(work, tags, manifests).make(plans(work, read));
  }

  private List<BlockPlan> plans(Work work, Map<DiskSource, BlockManifest> read) {
    List<BlockPlan> plans = new ArrayList<>();
    read.forEach(
        (disk, manifest) -> {
          BlockPlan plan = plan(work, disk, manifest);
          work.listener().imageRead(plan);
          plans.add(plan);
        });
    return plans;
  }

  private BlockPlan plan(Work work, DiskSource disk, BlockManifest manifest) {
    BlockPlan full = BlockPlan.full(disk, manifest);
    if (!request.upload().delta()) {
      return full;
    }
    Optional<BlockPlan> delta =
        new ParentFinder(
                work.aws(),
                manifests,
                request.upload().encryption().in(work.aws().region()),
                work.listener())
            .find(disk, ResourceTags.line(request.coordinates(), disk))
            .map(parent -> BlockPlan.delta(disk, manifest, parent));
    // Where all has changed, a parent saves nothing and costs the reading back.
    return delta.filter(it -> it.blocks().size() < full.blocks().size()).orElse(full);
  }
}
