package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.EbsException;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** The account's own EBS snapshots in one region. */
public final class Snapshots {

  private static final String NOT_FOUND = "InvalidSnapshot.NotFound";
  // The least that DescribeSnapshots takes.
  private static final int FEWEST = 5;
  private static final int PAGE = 1000;
  // The most values of a filter, which the found ones will be.
  private static final int MOST_VALUES = 200;
  private static final String IN_USE = "InvalidSnapshot.InUse";
  // A deregistered image may hold its snapshot for a few seconds more.
  private static final int RELEASE_TRIES = 8;
  private static final BackoffStrategy RELEASE =
      BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(250), Duration.ofSeconds(5));

  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final DirectPut directPut;
  private final AwsCalls calls;
  private final String region;

  Snapshots(Ec2Client ec2, EbsClient ebs, DirectPut directPut, AwsCalls calls, String region) {
    this.ec2 = ec2;
    this.ebs = ebs;
    this.directPut = directPut;
    this.calls = calls;
    this.region = region;
  }

  /** Returns a snapshot, or empty if there is none of that id. */
  public Optional<SnapshotRecord> byId(String id) {
    try {
      return ec2.describeSnapshots(request -> request.snapshotIds(id)).snapshots().stream()
          .findFirst()
          .map(SnapshotRecord::of);
    } catch (SdkException e) {
      if (AwsErrors.code(e).equals(NOT_FOUND)) {
        return Optional.empty();
      }
      throw calls.failure("ec2:DescribeSnapshots", e);
    }
  }

  /** Returns what goes on writing a snapshot that an earlier run started. */
  public SnapshotWriter resume(SnapshotRecord snapshot) {
    return new SnapshotWriter(
        snapshot.id(), null, snapshot.isCompleted(), ec2, ebs, directPut, calls);
  }

  /** Returns what reads a completed snapshot. */
  public SnapshotReader reader(String id) {
    return new SnapshotReader(id, ebs, calls);
  }

  /**
   * Starts a snapshot, and returns what writes it.
   *
   * @throws RefusedSnapshotException if it is to have a parent that AWS does not take
   */
  public SnapshotWriter start(SnapshotSpec spec) {
    List<Tag> tags =
        // Sorted, as a repeated request with the same client token has to be the same.
        new TreeMap<>(spec.tags())
            .entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    StartSnapshotRequest.Builder request =
        StartSnapshotRequest.builder()
            .volumeSize((long) spec.volumeSizeGib())
            .description(spec.description())
            .clientToken(spec.clientToken())
            .timeout((int) spec.idleTimeout().toMinutes())
            .parentSnapshotId(spec.parentId())
            .tags(tags);
    // AWS refuses them beside a parent, whose encryption goes over.
    if (spec.parentId() == null && spec.encryption().encrypted()) {
      String key = spec.encryption().kmsKeyId();
      request
          .encrypted(true)
          .kmsKeyArn(key == null ? null : new KmsKeyName(key).arn(region, this::account));
    }
    StartSnapshotResponse started = started(request.build());
    return new SnapshotWriter(
        started.snapshotId(), started.ownerId(), false, ec2, ebs, directPut, calls);
  }

  private StartSnapshotResponse started(StartSnapshotRequest request) {
    try {
      return ebs.startSnapshot(request);
    } catch (SdkException e) {
      EnvironmentException problem = calls.failure("ebs:StartSnapshot", e);
      if (request.parentSnapshotId() != null
          && e instanceof EbsException answer
          && (AwsErrors.unknownSnapshot(answer) || AwsErrors.refusesState(answer))) {
        throw new RefusedSnapshotException(problem);
      }
      throw problem;
    }
  }

  /** Returns the ids of the account's snapshots with that tag, finished or not. */
  public List<String> tagged(String key, String value) {
    Filter filter = Filter.builder().name("tag:" + key).values(value).build();
    return calls.run(
        "ec2:DescribeSnapshots",
        () ->
            ec2
                .describeSnapshots(request -> request.ownerIds("self").filters(filter))
                .snapshots()
                .stream()
                .map(Snapshot::snapshotId)
                .toList());
  }

  /** Returns the ids of the account's completed snapshots with one of these values, and which. */
  public Map<String, String> completed(String key, List<String> values) {
    List<Filter> filters =
        List.of(
            Filter.builder().name("tag:" + key).values(values).build(),
            Filter.builder().name("status").values("completed").build());
    Map<String, String> found = new TreeMap<>();
    calls
        .run(
            "ec2:DescribeSnapshots",
            () -> ec2.describeSnapshots(request -> request.ownerIds("self").filters(filters)))
        .snapshots()
        .forEach(
            snapshot ->
                snapshot.tags().stream()
                    .filter(tag -> tag.key().equals(key))
                    .limit(MOST_VALUES - found.size())
                    .forEach(tag -> found.put(snapshot.snapshotId(), tag.value())));
    return found;
  }

  /** Returns the account's snapshots with that tag, finished or not. */
  public List<SnapshotRecord> with(String key, String value) {
    Filter filter = Filter.builder().name("tag:" + key).values(value).build();
    return records(filter);
  }

  /** Returns the account's snapshots that have a tag of that key, finished or not. */
  public List<SnapshotRecord> withTag(String key) {
    Filter filter = Filter.builder().name("tag-key").values(key).build();
    return records(filter);
  }

  private List<SnapshotRecord> records(Filter filter) {
    return calls.run(
        "ec2:DescribeSnapshots",
        () ->
            ec2
                .describeSnapshotsPaginator(
                    request -> request.ownerIds("self").filters(filter).maxResults(PAGE))
                .snapshots()
                .stream()
                .map(SnapshotRecord::of)
                .toList());
  }

  /** Returns the account's id, or empty if it has no snapshot here that would tell. */
  public Optional<String> account() {
    return calls.run(
        "ec2:DescribeSnapshots",
        () ->
            ec2
                .describeSnapshots(request -> request.ownerIds("self").maxResults(FEWEST))
                .snapshots()
                .stream()
                .map(Snapshot::ownerId)
                .findFirst());
  }

  /** Deletes the snapshot, finished or not, and returns false if there is none. */
  public boolean delete(String id) {
    for (int tries = 1; ; tries++) {
      try {
        ec2.deleteSnapshot(request -> request.snapshotId(id));
        return true;
      } catch (SdkException e) {
        if (AwsErrors.code(e).equals(NOT_FOUND)) {
          return false;
        }
        if (!AwsErrors.code(e).equals(IN_USE) || tries == RELEASE_TRIES) {
          throw calls.failure("ec2:DeleteSnapshot", e);
        }
        pause(RELEASE.computeDelay(tries), "ec2:DeleteSnapshot");
      }
    }
  }

  static void pause(Duration time, String action) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsFailures.interrupted(action, e);
    }
  }

  /** Returns the failure of a snapshot that AWS gave up, or did not finish in time. */
  static EnvironmentException unfinished(String id, String why) {
    return new EnvironmentException(
        "The snapshot " + id + " " + why + ".", "Run the goal again; it starts a new snapshot.");
  }

  /** Returns how many of the account's snapshots are pending. */
  public int pending() {
    Filter filter = Filter.builder().name("status").values("pending").build();
    return calls.run(
        "ec2:DescribeSnapshots",
        () ->
            Math.toIntExact(
                ec2
                    .describeSnapshotsPaginator(r -> r.ownerIds("self").filters(filter))
                    .snapshots()
                    .stream()
                    .count()));
  }
}
