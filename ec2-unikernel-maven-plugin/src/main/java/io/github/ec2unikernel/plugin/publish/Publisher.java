package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes an AMI of a disk image and its volumes, once per content. */
public final class Publisher {

  /**
   * Returns the account's machine image of the disks, made now unless there is one of that content.
   *
   * <p>Everything that can be refused beforehand is checked before anything is created. A failure
   * or an interrupt deletes what was made; what can't be deleted is in the message, with the
   * command that does.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk was changed since it
   *     was built, or the name, the tags or the region can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if credentials or region are
   *     missing, the region has no PV-GRUB, or AWS refuses or fails
   */
  public MachineImage publish(PublishRequest request, PublishListener listener) {
    ResourceTags.check(request.tags());
    try (AwsConnection aws = AwsConnection.open(request.target())) {
      StateFile file = new StateFile(request.stateFile());
      List<UnfinishedRun> left = new Leftovers(aws, listener).clean(file);
      PvGrubKernel kernel = aws.kernels().newest();
      listener.kernelFound(kernel);
      aws.kernels().objection().ifPresent(listener::warning);
      List<DiskSource> disks = request.disks();
      ContentId content = ContentId.of(disks, kernel.id());
      String name = ImageName.of(request.name(), request.coordinates(), content);
      ExistingImages existing = new ExistingImages(aws, request.limits().imageTimeout());
      PublishState run = begin(request, aws, kernel, content, name, left);
      Optional<MachineImage> found = existing.find(content, disks);
      if (found.isPresent()) {
        return reuse(found.get(), file, run, listener);
      }
      Optional<ImageRecord> holder = aws.images().named(name);
      if (holder.isPresent()) {
        throw Problems.nameTaken(holder.get(), aws.region(), content);
      }
      Map<DiskSource, Snapshot> snapshots = new ExistingSnapshots(aws).find(disks);
      List<BlockPlan> plans = plan(disks, snapshots, listener);
      try {
        MachineImage image =
            new Publication(request, aws, listener, Journal.begin(file, run))
                .run(snapshots, plans, ResourceTags.of(request, name, content, run.attempt()));
        listener.published(image);
        return image;
      } catch (NameTakenException e) {
        // Somebody was quicker, perhaps with the same image: then theirs is as good as ours.
        Optional<MachineImage> theirs = existing.find(content, disks);
        if (theirs.isPresent()) {
          return reuse(theirs.get(), file, run, listener);
        }
        throw aws.images()
            .named(name)
            .map(image -> Problems.nameTaken(image, aws.region(), content))
            .orElseThrow(() -> e);
      }
    }
  }

  private static List<BlockPlan> plan(
      List<DiskSource> disks, Map<DiskSource, Snapshot> snapshots, PublishListener listener) {
    List<BlockPlan> plans = new ArrayList<>();
    for (DiskSource disk : disks) {
      Snapshot snapshot = snapshots.get(disk);
      if (snapshot != null) {
        listener.snapshotReused(disk, snapshot);
      } else {
        BlockPlan plan = new BlockPlanner().plan(disk);
        listener.imageRead(plan);
        plans.add(plan);
      }
    }
    return plans;
  }

  private static MachineImage reuse(
      MachineImage image, StateFile file, PublishState run, PublishListener listener) {
    file.write(
        run.change().reusing(image).ended(PublishState.Phase.PUBLISHED, Instant.now()).done());
    listener.reused(image);
    return image;
  }

  private static PublishState begin(
      PublishRequest request,
      AwsConnection aws,
      PvGrubKernel kernel,
      ContentId content,
      String name,
      List<UnfinishedRun> left) {
    return new PublishState(
        PublishState.Phase.RUNNING,
        UUID.randomUUID().toString(),
        content.hex(),
        request.image().sha256(),
        aws.region(),
        UnfinishedRun.endpoint(aws),
        aws.place(),
        null,
        name,
        kernel.id(),
        null,
        request.volumes().stream().map(DiskSource::of).map(VolumeState::of).toList(),
        List.of(),
        null,
        null,
        Instant.now(),
        null,
        0,
        0,
        false,
        left);
  }
}
