package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.format.DiskConverter;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.format.FormatRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends disks to a bucket and has AWS import them, all disks side by side. */
final class ImportWay implements SnapshotWay {

  private final PublishRequest request;
  private final ImportOptions options;

  ImportWay(PublishRequest request, ImportOptions options) {
    this.request = request;
    this.options = options;
  }

  /** A disk that was read, and its file in the format that is sent. */
  record ReadDisk(BlockPlan plan, PartPlan parts) {

    DiskSource disk() {
      return plan.disk();
    }
  }

  @Override
  public Planned plan(List<DiskSource> disks) {
    List<ReadDisk> read = new ArrayList<>();
    for (DiskSource disk : disks) {
      BlockManifest manifest = new BlockPlanner().read(disk);
      read.add(new ReadDisk(BlockPlan.full(disk, manifest), PartPlan.read(file(disk))));
    }
    return (work, tags) -> {
      new ImportBucket(work.aws(), options).make();
      ManifestStore manifests =
          new ManifestStore(request.resultDirectory(), request.upload().cache());
      return new DiskImports(work, options, tags, manifests).make(read);
    };
  }

  private Path file(DiskSource disk) {
    DiskFormat format = options.format();
    if (format == null) {
      return disk.file();
    }
    String name = "import" + (disk.isRoot() ? "" : "-" + disk.name());
    // The same bytes each time, so that a later run can go on with what was sent.
    return DiskConverter.convert(
            new FormatRequest(
                disk.file(),
                disk.sha256(),
                Instant.EPOCH,
                format,
                request.resultDirectory().resolve(format.fileName(name))))
        .file();
  }
}
