package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends disks block by block through the EBS direct APIs, one disk after the other. */
final class DirectWay implements SnapshotWay {

  private final PublishRequest request;
  private final AwsConnection aws;
  private final PublishListener listener;
  private final ManifestStore manifests;

  DirectWay(PublishRequest request, AwsConnection aws, PublishListener listener) {
    this.request = request;
    this.aws = aws;
    this.listener = listener;
    manifests = new ManifestStore(request.resultDirectory(), request.upload().cache());
  }

  @Override
  public Planned plan(List<DiskSource> disks) {
    List<BlockPlan> plans = new ArrayList<>();
    for (DiskSource disk : disks) {
      BlockPlan plan = plan(disk, new BlockPlanner().read(disk));
      listener.imageRead(plan);
      plans.add(plan);
    }
    return (work, tags) -> new DirectUpload(work, tags, manifests).make(plans);
  }

  private BlockPlan plan(DiskSource disk, BlockManifest manifest) {
    BlockPlan full = BlockPlan.full(disk, manifest);
    if (!request.upload().delta()) {
      return full;
    }
    Optional<BlockPlan> delta =
        new ParentFinder(aws, manifests, request.upload().encryption(), listener)
            .find(disk, ResourceTags.line(request.coordinates(), disk))
            .map(parent -> BlockPlan.delta(disk, manifest, parent));
    // Where all has changed, a parent saves nothing and costs the reading back.
    return delta.filter(it -> it.blocks().size() < full.blocks().size()).orElse(full);
  }
}
