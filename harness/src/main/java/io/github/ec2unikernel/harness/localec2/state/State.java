package io.github.ec2unikernel.harness.localec2.state;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * All that the local EC2 remembers: {@code REGION/KIND/ID.json} for images, snapshots with their
 * blocks beside them, reservations and security groups, and S3's in {@code s3}.
 */
public final class State {

  private static final String S3 = "s3";

  private final Path root;
  private final StateLock lock;

  private State(Path root, StateLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens a directory, which is made when it is missing.
   *
   * @throws EnvironmentException when it can't be written to
   */
  public static State open(Path directory) {
    try {
      Files.createDirectories(directory);
      Path root = directory.toRealPath();
      State state = new State(root, StateLock.of(root));
      state.tidy();
      return state;
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          "The local EC2 can't keep its state in " + directory + ": " + e,
          "Name a directory that can be written to.",
          e);
    }
  }

  /** Returns a region's images. */
  public Documents<StoredImage> images(String region) {
    return new Documents<>(
        root.resolve(region).resolve("images"), StoredImage::toJson, StoredImage::of);
  }

  /** Returns a region's snapshots. */
  public Documents<StoredSnapshot> snapshots(String region) {
    return new Documents<>(snapshotDirectory(region), StoredSnapshot::toJson, StoredSnapshot::of);
  }

  /** Returns a region's instances, by their reservations. */
  public Documents<StoredReservation> reservations(String region) {
    return new Documents<>(
        root.resolve(region).resolve("reservations"),
        StoredReservation::toJson,
        StoredReservation::of);
  }

  /** Returns a region's security groups, without its default one unless that was changed. */
  public Documents<StoredGroup> groups(String region) {
    return new Documents<>(
        root.resolve(region).resolve("security-groups"), StoredGroup::toJson, StoredGroup::of);
  }

  /** Returns the blocks of a snapshot. */
  public BlockFile blocks(String region, String snapshotId) {
    return new BlockFile(snapshotDirectory(region), snapshotId);
  }

  /** Returns the roles of IAM, by the region in which the partition has it. */
  public Documents<StoredRole> roles(String region) {
    return new Documents<>(
        root.resolve(region).resolve("roles"), StoredRole::toJson, StoredRole::of);
  }

  /** Returns a region's tasks that import snapshots. */
  public Documents<StoredImport> imports(String region) {
    return new Documents<>(importDirectory(region), StoredImport::toJson, StoredImport::of);
  }

  /** Returns blocks of no one, which their owner moves to a snapshot and in any case deletes. */
  public BlockFile draft(String region) {
    String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    try {
      return new BlockFile(
          Files.createDirectories(root.resolve(region).resolve(Leftovers.DRAFTS)), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns S3's buckets and what is in them. */
  public ObjectStore objects() {
    return new ObjectStore(root.resolve(S3), lock);
  }

  /** Returns a snapshot as it is seen at a time. */
  public Snapshot seen(String region, StoredSnapshot stored, Instant now) {
    return stored.seen(now, blocks(region, stored.id()).lastPut());
  }

  /** Returns a snapshot as it is seen at a time, if there is one of that id. */
  public Optional<Snapshot> snapshot(String region, String id, Instant now) {
    return snapshots(region).find(id).map(stored -> seen(region, stored, now));
  }

  /** Does something while no one else changes the region's images and snapshots. */
  public <T> T holdingRegion(String region, Supplier<T> work) {
    return lock.holdingRegion(region, work);
  }

  /** Does something while no one else changes what is in either region. */
  public <T> T holdingRegions(String one, String other, Supplier<T> work) {
    return lock.holdingRegions(one, other, work);
  }

  /** Does something while no one else puts a block into the snapshot or completes it. */
  public <T> T holdingSnapshot(String snapshotId, Supplier<T> work) {
    return lock.holdingSnapshot(snapshotId, work);
  }

  private void tidy() throws IOException {
    new ObjectLeftovers(objects()).delete();
    try (DirectoryStream<Path> regions = Files.newDirectoryStream(root, State::isRegion)) {
      for (Path region : regions) {
        lock.holdingRegion(
            region.getFileName().toString(),
            () -> {
              Leftovers.delete(region);
              deleteUnfinished(region.getFileName().toString());
              return region;
            });
      }
    }
  }

  private static boolean isRegion(Path child) {
    return Files.isDirectory(child) && !child.getFileName().toString().equals(S3);
  }

  // Only a copy that was killed in the middle lacks a snapshot: its image is written first.
  private void deleteUnfinished(String region) {
    for (StoredImage stored : images(region).all()) {
      List<String> ids = stored.snapshotIds();
      if (ids.stream().allMatch(id -> snapshots(region).find(id).isPresent())) {
        continue;
      }
      for (String id : ids) {
        snapshots(region).remove(id);
        blocks(region, id).delete();
      }
      // Last, so that a kill in between leaves what tells of it.
      images(region).remove(stored.image().imageId());
    }
  }

  private Path importDirectory(String region) {
    return root.resolve(region).resolve("imports");
  }

  private Path snapshotDirectory(String region) {
    return root.resolve(region).resolve("snapshots");
  }
}
