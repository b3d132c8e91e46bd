package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.CopySpec;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.ImageSpec;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the image of one region. */
final class RegionWork {

  // DescribeImages may not know for a while who has a name that is taken.
  private static final Duration HOLDER_AT_MOST = Duration.ofSeconds(30);

  private final Work work;
  private final RegionPlan plan;
  private final Naming naming;
  private final AwsConnection aws;

  RegionWork(Work work, RegionPlan plan, Naming naming) {
    this.work = work.at(plan.aws());
    this.plan = plan;
    this.naming = naming;
    aws = plan.aws();
  }

  /** Returns the image that was there before. */
  Placed existing(ImageRecord record) {
    MachineImage image =
        new ExistingImages(aws, work.request().limits().imageTimeout())
            .machineImage(record, work.request().disks());
    work.listener().reused(image);
    return new Placed(plan, image, record);
  }

  /**
   * Returns the image, made of snapshots that are sent here.
   *
   * @throws io.github.ec2unikernel.plugin.aws.NameTakenException if somebody took the name
   *     meanwhile
   * @throws DeadResourceException if what a killed run made can't be gone on with
   */
  Placed upload(Uploads uploads) {
    Map<DiskSource, Snapshot> snapshots = uploads.make(work, tags());
    if (isFirst()) {
      work.journal().snapshots(snapshots);
    }
    String id = known().orElseGet(() -> register(snapshots));
    ImageRecord record = awaited(id);
    return placed(record, snapshots);
  }

  /**
   * Begins to copy the first region's image here, and returns the copy's id.
   *
   * @throws io.github.ec2unikernel.plugin.aws.NameTakenException if somebody has the name
   */
  String startCopy(MachineImage source) {
    return known()
        .orElseGet(
            () -> {
              work.journal().intend(Kind.IMAGE, aws.region(), null);
              work.journal().intend(Kind.SNAPSHOT, aws.region(), null);
              String id = orOwn(() -> aws.images().copy(copyOf(source)));
              work.journal().made(Kind.IMAGE, aws.region(), null, id);
              work.listener().imageRegistered(id, naming.name());
              return id;
            });
  }

  /** Returns the copy, once it is available and boots as it should. */
  Placed finishCopy(String id) {
    ImageRecord record = awaited(id);
    PvGrubKernel kernel = plan.platform().kernel();
    if (!Objects.equals(plan.kernelId(), record.kernelId())) {
      throw new EnvironmentException(
          "AWS copied the image to "
              + aws.region()
              + " with the kernel "
              + record.kernelId()
              + " instead of "
              + (kernel == null ? "none" : kernel.id() + " (" + kernel.name() + ")")
              + ".",
          "Send the disks there instead: -Dunikernel.publish.replication=upload.");
    }
    MachineImage found =
        new ExistingImages(aws, work.request().limits().imageTimeout())
            .machineImage(record, work.request().disks());
    for (DiskSource disk : work.request().disks()) {
      String snapshot = Objects.requireNonNull(found.byName().get(disk.name())).id();
      work.journal().made(Kind.SNAPSHOT, aws.region(), disk.name(), snapshot);
      // CopyImage gives all snapshots the same tags.
      aws.changes().tag(List.of(snapshot), ResourceTags.ofSnapshot(Map.of(), work.request(), disk));
    }
    work.journal().allMade(Kind.SNAPSHOT, aws.region());
    return new Placed(plan, found.made(), record);
  }

  /** Returns the tags of the image that the run makes here. */
  private Map<String, String> imageTags() {
    return ResourceTags.ofImage(tags(), plan.launch());
  }

  /** Returns the tags that all has that the run makes here. */
  private Map<String, String> tags() {
    return ResourceTags.of(work.request(), naming.name(), plan.content(), attempt().id());
  }

  private Attempt attempt() {
    return work.attempt();
  }

  private boolean isFirst() {
    return aws == work.connections().primary();
  }

  private ImageRecord awaited(String id) {
    return aws.images().awaitAvailable(id, work.request().limits().imageTimeout());
  }

  private Placed placed(ImageRecord record, Map<DiskSource, Snapshot> snapshots) {
    MachineImage image =
        MachineImage.of(
            record.id(), naming.name(), aws.region(), plan.kernelId(), snapshots, false);
    return new Placed(plan, image, record);
  }

  /** Returns the image that a killed run of this attempt has made. */
  private Optional<String> known() {
    Optional<String> known = work.journal().known(Kind.IMAGE, aws.region(), null);
    known.ifPresent(
        id -> {
          if (aws.images().byId(id).isEmpty()) {
            throw new DeadResourceException("The image " + id + " is gone.");
          }
        });
    return known;
  }

  private String register(Map<DiskSource, Snapshot> snapshots) {
    List<DiskMapping> disks =
        work.request().disks().stream()
            .map(disk -> mapping(disk, Objects.requireNonNull(snapshots.get(disk))))
            .toList();
    work.journal().intend(Kind.IMAGE, aws.region(), null);
    ImageSpec spec =
        new ImageSpec(naming.name(), naming.description(), plan.platform(), disks, imageTags());
    String id = orOwn(() -> aws.images().register(spec));
    work.journal().made(Kind.IMAGE, aws.region(), null, id);
    work.listener().imageRegistered(id, naming.name());
    return id;
  }

  /** Returns the id of what is made, or of what this attempt has made without hearing of it. */
  private String orOwn(Supplier<String> making) {
    try {
      return making.get();
    } catch (NameTakenException e) {
      return aws.images()
          .awaitNamed(naming.name(), HOLDER_AT_MOST)
          .filter(image -> attempt().id().equals(image.tags().get(ResourceTags.ATTEMPT)))
          .map(ImageRecord::id)
          .orElseThrow(() -> e);
    }
  }

  private DiskMapping mapping(DiskSource disk, Snapshot snapshot) {
    EbsVolume volume = work.request().options().volumeOf(disk);
    return new DiskMapping(
        disk.device(), snapshot.id(), volume.sizeOf(snapshot.volumeSizeGib()), volume);
  }

  private CopySpec copyOf(MachineImage source) {
    // The token makes a repeated CopyImage, whose first answer was lost, give the same copy.
    String token = Sha256.hex(attempt().content() + ":" + attempt().id() + ":copy:" + aws.region());
    return new CopySpec(
        source.region(),
        source.id(),
        naming.name(),
        naming.description(),
        token,
        work.request().upload().encryption().in(aws.region()),
        imageTags(),
        tags());
  }
}
