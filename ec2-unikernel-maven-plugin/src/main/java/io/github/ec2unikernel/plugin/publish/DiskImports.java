package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.DiskObject;
import io.github.ec2unikernel.plugin.aws.ImportRecord;
import io.github.ec2unikernel.plugin.aws.ImportSpec;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.publish.ImportWay.ReadDisk;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run's imports; what a killed run has sent or begun is gone on with. */
final class DiskImports {

  private final Work work;
  private final ImportOptions options;
  private final Map<String, String> tags;
  private final ManifestStore manifests;
  private final AwsConnection aws;

  DiskImports(Work work, ImportOptions options, Map<String, String> tags, ManifestStore manifests) {
    this.work = work;
    this.options = options;
    this.tags = tags;
    this.manifests = manifests;
    aws = work.aws();
  }

  /**
   * An import that is under way, or has made its snapshot.
   *
   * @param task its id, empty if there is a snapshot
   * @param snapshot the snapshot's id, empty if there is none yet
   * @param bytes how many this run sent for it
   */
  private record Begun(ReadDisk read, ImportSpec spec, String task, String snapshot, long bytes) {}

  /** Returns the disks' snapshots; AWS imports them side by side. */
  Map<DiskSource, Snapshot> make(List<ReadDisk> disks) {
    List<Begun> begun = new ArrayList<>();
    disks.forEach(disk -> begun.add(begin(disk)));
    Map<DiskSource, Snapshot> made = new LinkedHashMap<>();
    begun.forEach(each -> made.put(each.read().disk(), completed(each)));
    return made;
  }

  private Begun begin(ReadDisk read) {
    String disk = read.disk().name();
    ImportSpec spec = spec(read);
    Optional<String> snapshot = work.journal().known(Kind.SNAPSHOT, aws.region(), disk);
    if (snapshot.isPresent()) {
      return new Begun(read, spec, "", usable(snapshot.get()), 0);
    }
    Optional<ImportRecord> known = known(read);
    if (known.isPresent()) {
      return new Begun(read, spec, known.get().id(), "", 0);
    }
    // Its name is known before it is made.
    work.journal().made(Kind.OBJECT, aws.region(), disk, spec.object().toString());
    work.listener().objectStarted(spec.object().toString(), read.parts().size());
    long bytes =
        new ObjectUploader(aws.objects(), work.listener())
            .upload(
                read.parts(),
                spec.object(),
                ResourceTags.ofObject(tags),
                work.request().upload().connections());
    work.journal().intend(Kind.IMPORT, aws.region(), disk);
    String task = aws.imports().start(spec);
    work.journal().made(Kind.IMPORT, aws.region(), disk, task);
    work.listener().importStarted(task);
    return new Begun(read, spec, task, "", bytes);
  }

  /** Returns the snapshot that a killed run of this attempt has imported. */
  private String usable(String id) {
    return aws.snapshots()
        .byId(id)
        .filter(SnapshotRecord::isUsable)
        .map(SnapshotRecord::id)
        .orElseThrow(() -> new DeadResourceException("The snapshot " + id + " is gone."));
  }

  /** Returns the task that a killed run of this attempt has started. */
  private Optional<ImportRecord> known(ReadDisk read) {
    Resource resource =
        work.journal().state().resource(Kind.IMPORT, aws.region(), read.disk().name());
    if (resource == null) {
      return Optional.empty();
    }
    String id = resource.id();
    Optional<ImportRecord> found = id == null ? started(read) : aws.imports().byId(id);
    if (id != null && found.filter(it -> it.isGoingOn() || it.isCompleted()).isEmpty()) {
      throw new DeadResourceException("The import " + id + " has failed or is gone.");
    }
    return found.filter(it -> it.isGoingOn() || it.isCompleted());
  }

  /** Returns the task that may have been started although no answer with its id came. */
  private Optional<ImportRecord> started(ReadDisk read) {
    Map<String, String> itsTags = ResourceTags.ofSnapshot(tags, work.request(), read.disk());
    Optional<ImportRecord> found =
        aws.imports().with(ResourceTags.ATTEMPT, work.attempt().id()).stream()
            .filter(it -> ResourceTags.isOfDisk(it.tags(), itsTags))
            // Another disk of the same content has one of its own.
            .filter(it -> !work.journal().hasMade(it.id()))
            .findFirst();
    found.ifPresent(
        it -> work.journal().made(Kind.IMPORT, aws.region(), read.disk().name(), it.id()));
    return found;
  }

  private String imported(Begun begun) {
    ImportRecord task =
        aws.imports()
            .await(
                begun.spec(),
                begun.task(),
                options.timeout(),
                it -> work.listener().importProgress(it.id(), it.progress(), it.message()));
    String id = Objects.requireNonNull(task.snapshotId());
    work.journal().made(Kind.SNAPSHOT, aws.region(), begun.read().disk().name(), id);
    return id;
  }

  private Snapshot completed(Begun begun) {
    DiskSource disk = begun.read().disk();
    String id = begun.snapshot().isEmpty() ? imported(begun) : begun.snapshot();
    // An import gives its tags to the task only.
    aws.changes()
        .tag(List.of(id), ResourceTags.ofSnapshot(tags, work.request(), begun.read().plan()));
    verify(begun, id);
    manifests.keep(disk, begun.read().plan().manifest()).ifPresent(work.listener()::warning);
    Snapshot snapshot =
        new Snapshot(id, disk.volumeSizeGib(), ObjectUploader.blocks(begun.bytes()), begun.bytes());
    work.listener().snapshotCompleted(snapshot);
    work.journal().gone(Kind.IMPORT, aws.region(), disk.name());
    if (work.journal().state().resource(Kind.OBJECT, aws.region(), disk.name()) != null) {
      deleteObject(disk, begun.spec().object());
    }
    return snapshot;
  }

  private void verify(Begun begun, String id) {
    if (work.request().upload().verify() != UploadOptions.Verify.ALWAYS) {
      return;
    }
    new SnapshotVerifier(aws.snapshots().reader(id), begun.read().plan().manifest())
        .fault(work.request().upload().connections())
        .ifPresent(
            fault -> {
              throw Problems.faulty(id, fault);
            });
    work.listener().snapshotVerified(id);
  }

  /** Deletes an object that has served; if that fails, the snapshot is good all the same. */
  private void deleteObject(DiskSource disk, DiskObject object) {
    try {
      aws.objects().delete(object);
      work.journal().gone(Kind.OBJECT, aws.region(), disk.name());
    } catch (EnvironmentException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      UnfinishedRun run = work.journal().state().run();
      Resource left = new Resource(Kind.OBJECT, aws.region(), disk.name(), object.toString());
      work.journal().withdrawn(new UnfinishedRun(run.attempt(), run.place(), List.of(left)), true);
      work.listener()
          .leftBehind(
              ResourceCommands.leftBehind(
                  left, run.attempt(), String.valueOf(e.getMessage()), aws.target()));
    }
  }

  private ImportSpec spec(ReadDisk read) {
    DiskSource disk = read.disk();
    Attempt attempt = work.attempt();
    String key =
        "ec2-unikernel/%s/%s.%s"
            .formatted(
                attempt.id(),
                disk.isRoot() ? "disk" : disk.name(),
                options.format() == null ? "raw" : options.format().extension());
    // With the attempt, as a task that failed or was cancelled is remembered by its token.
    String token =
        Sha256.hex(String.join(":", attempt.content(), attempt.id(), disk.device(), "import"));
    return new ImportSpec(
        new DiskObject(options.bucket(), key),
        options.ec2Format(),
        work.request().description(),
        options.role(),
        token,
        ResourceTags.ofSnapshot(tags, work.request(), disk),
        work.request().upload().encryption().in(aws.region()),
        options.rolePatience());
  }
}
