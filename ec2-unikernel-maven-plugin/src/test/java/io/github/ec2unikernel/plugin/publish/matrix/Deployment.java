package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Coordinates;
import io.github.ec2unikernel.plugin.publish.Deprecation;
import io.github.ec2unikernel.plugin.publish.ImportOptions;
import io.github.ec2unikernel.plugin.publish.PublishLimits;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.RawDisks;
import io.github.ec2unikernel.plugin.publish.Regions;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import io.github.ec2unikernel.plugin.publish.Sharing;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is deployed, in the ways that make different calls. */
enum Deployment {
  /** A disk and a volume, block by block. */
  DIRECT,
  /** A changed disk, of which the account has a former release. */
  DELTA,
  /** A disk that is imported from S3. */
  IMPORT,
  /** A disk copied to a second region, shared and deprecated. */
  REGIONS,
  /** A disk that firmware boots, copied to a second region, without any look for a PV-GRUB. */
  HVM;

  static final String REGION = "us-west-2";
  static final String OTHER_REGION = "eu-west-1";
  static final String FRIEND = "111122223333";

  private static final long SIZE = 4L * RawDisks.BLOCK;

  /** Returns the regions that it is deployed to. */
  List<String> regions() {
    return this == REGIONS || this == HVM ? List.of(REGION, OTHER_REGION) : List.of(REGION);
  }

  /** Returns how many images each region has in the end. */
  int images() {
    return this == DELTA ? 2 : 1;
  }

  /** Writes the disks into a folder. */
  void write(Path folder) {
    RawDisks.write(folder.resolve("before.raw"), SIZE, 0, 1, 2);
    RawDisks.write(folder.resolve("disk.raw"), SIZE, 0, 1, 2);
    if (this == DELTA) {
      RawDisks.change(folder.resolve("disk.raw"), 1);
    }
    RawDisks.volume(folder.resolve("data.raw"), "data", "/dev/xvdb");
  }

  /** Returns the files of the images' disks, the former release's first. */
  List<Path> disks(Path folder) {
    Path disk = folder.resolve("disk.raw");
    return switch (this) {
      case DIRECT -> List.of(disk, folder.resolve("data.raw"));
      case DELTA -> List.of(folder.resolve("before.raw"), disk);
      case IMPORT, REGIONS, HVM -> List.of(disk);
    };
  }

  /** Returns what is deployed under faults. */
  PublishRequest request(Path folder, AwsTarget target) {
    PublishRequest request = request(folder, target, "disk.raw", "2.0");
    return switch (this) {
      case DIRECT -> request.with(List.of(volume(folder)));
      case DELTA -> request;
      case HVM ->
          request.with(new Regions(List.of(OTHER_REGION), Replication.COPY, Failure.UNDO_ALL));
      case IMPORT ->
          request.with(
              request
                  .upload()
                  .withImport(
                      ImportOptions.of(ImportBucket.NAME)
                          .withTimes(Duration.ZERO, Duration.ofSeconds(30))));
      case REGIONS ->
          request
              .with(new Regions(List.of(OTHER_REGION), Replication.COPY, Failure.UNDO_ALL))
              .with(
                  request
                      .options()
                      .withDeprecation(Deprecation.parse("P1Y", Instant.now()))
                      .withSharing(Sharing.of(List.of(FRIEND), false)));
    };
  }

  /** Returns what is there before, if anything is. */
  List<PublishRequest> before(Path folder, AwsTarget target) {
    return this == DELTA ? List.of(request(folder, target, "before.raw", "1.0")) : List.of();
  }

  private PublishRequest request(Path folder, AwsTarget target, String disk, String version) {
    DiskImage image = RawDisks.describe(folder.resolve(disk));
    if (this == HVM) {
      image = RawDisks.booted(image, new DiskBoot(BootWay.SHIM, Set.of(Firmware.BIOS), null));
    }
    PublishRequest request =
        PublishRequest.of(
            image,
            new Coordinates("org.example", "hello", version),
            target,
            folder.resolve("target/state.json"),
            "0.1.0");
    return request
        .with(request.options().withTags(Map.of("team", "kernel")))
        .with(request.upload().withConnections(2))
        .with(
            new PublishLimits(
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1)));
  }

  private static MappedVolume volume(Path folder) {
    DiskImage raw = RawDisks.describe(folder.resolve("data.raw"));
    return RawDisks.mapped(raw, "data", "/dev/xvdb");
  }
}
