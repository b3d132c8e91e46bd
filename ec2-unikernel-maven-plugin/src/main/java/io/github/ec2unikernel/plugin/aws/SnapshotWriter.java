package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.ChecksumAggregationMethod;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.ebs.model.EbsException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Writes one started snapshot; {@link #put} may be called from many threads at once. */
public final class SnapshotWriter {

  /** The size of a block of the EBS direct APIs; AWS accepts no other. */
  public static final int BLOCK_SIZE = 512 * 1024;

  // AWS's advice: EBS may take up to two minutes to know a snapshot that it has just started.
  private static final Duration UNKNOWN_AT_MOST = Duration.ofMinutes(2);
  private static final BackoffStrategy UNKNOWN_PAUSE =
      BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final String id;
  private final @Nullable String account;
  private final boolean completed;
  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final DirectPut directPut;
  private final AwsCalls calls;
  private final long startedAt = System.nanoTime();
  private volatile boolean accepted;

  SnapshotWriter(
      String id,
      @Nullable String account,
      boolean completed,
      Ec2Client ec2,
      EbsClient ebs,
      DirectPut directPut,
      AwsCalls calls) {
    this.id = id;
    this.account = account;
    this.completed = completed;
    this.ec2 = ec2;
    this.ebs = ebs;
    this.directPut = directPut;
    this.calls = calls;
  }

  /** Returns the snapshot's id. */
  public String id() {
    return id;
  }

  /** Returns the id of the account that owns it, if the endpoint said so. */
  public @Nullable String account() {
    return account;
  }

  /** Returns whether it was complete before, so that nothing is to be written. */
  public boolean isCompleted() {
    return completed;
  }

  /**
   * Sends one block; sending it again replaces it.
   *
   * @param index the block's place in the volume, in blocks
   * @param block the block's {@link #BLOCK_SIZE} bytes, from the first one each time it is asked
   * @param sha256 the block's SHA-256 in base64
   * @throws RefusedSnapshotException if the block has another digest, or the snapshot takes none
   *     any more
   */
  public void put(int index, Supplier<InputStream> block, String sha256) {
    ContentStreamProvider content = block::get;
    for (int tries = 1; ; tries++) {
      try {
        if (!directPut.put(id, index, sha256, content)) {
          putWithRetries(index, content, sha256);
        }
        accepted = true;
        return;
      } catch (EbsException e) {
        if (!AwsErrors.unknownSnapshot(e)
            || System.nanoTime() - startedAt > UNKNOWN_AT_MOST.toNanos()) {
          throw refused("ebs:PutSnapshotBlock", e);
        }
        Snapshots.pause(UNKNOWN_PAUSE.computeDelay(tries), "ebs:PutSnapshotBlock");
      } catch (SdkException e) {
        throw calls.failure("ebs:PutSnapshotBlock", e);
      }
    }
  }

  private void putWithRetries(int index, ContentStreamProvider content, String sha256) {
    ebs.putSnapshotBlock(
        request ->
            request
                .snapshotId(id)
                .blockIndex(index)
                .dataLength(BLOCK_SIZE)
                .checksum(sha256)
                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
        RequestBody.fromContentProvider(content, BLOCK_SIZE, "application/octet-stream"));
  }

  /**
   * Seals the snapshot.
   *
   * @param blocks how many blocks were sent, each counted once
   * @param checksum base64 of the SHA-256 over the blocks' raw digests in ascending order
   * @param putAgain puts one of these blocks once more, which tells an open snapshot from a sealed
   *     one
   * @throws RefusedSnapshotException if these are not the blocks that it has
   */
  public void complete(int blocks, String checksum, Runnable putAgain) {
    try {
      ebs.completeSnapshot(
          request ->
              request
                  .snapshotId(id)
                  .changedBlocksCount(blocks)
                  .checksum(checksum)
                  .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                  .checksumAggregationMethod(ChecksumAggregationMethod.LINEAR));
    } catch (EbsException e) {
      // When the answer to a first attempt is lost, the next one meets a sealed snapshot.
      // A block was taken before it, and this was the only attempt: then it is open still.
      boolean isOpen = accepted && Objects.equals(e.numAttempts(), 1);
      if (!AwsErrors.refusesState(e) || isOpen || takes(putAgain) || !isSealed()) {
        throw refused("ebs:CompleteSnapshot", e);
      }
    } catch (SdkException e) {
      throw calls.failure("ebs:CompleteSnapshot", e);
    }
  }

  /**
   * Waits until images can be registered from the snapshot.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if AWS gives it up, or it is
   *     not done in time
   */
  public void awaitCompleted(Duration timeout) {
    Snapshot snapshot =
        describeUntilDone(timeout)
            .orElseThrow(
                () ->
                    Snapshots.unfinished(
                        id, "was not completed within " + timeout.toSeconds() + " s"));
    if (snapshot.state() != SnapshotState.COMPLETED) {
      String reason = snapshot.stateMessage() == null ? "" : ": " + snapshot.stateMessage();
      throw Snapshots.unfinished(id, "ended as '" + snapshot.stateAsString() + "'" + reason);
    }
  }

  private RuntimeException refused(String action, EbsException e) {
    EnvironmentException problem = calls.failure(action, e);
    return AwsErrors.refusesState(e) || AwsErrors.unknownSnapshot(e)
        ? new RefusedSnapshotException(problem)
        : problem;
  }

  private static boolean takes(Runnable putAgain) {
    try {
      putAgain.run();
      return true;
    } catch (RefusedSnapshotException e) {
      return false;
    }
  }

  /**
   * Returns whether the snapshot was sealed by an earlier run; to be asked when it has refused a
   * block of the right content.
   */
  public boolean wasSealed() {
    return !accepted && isSealed();
  }

  private boolean isSealed() {
    try {
      // For minutes after it was sealed, a snapshot of some GiB is as pending as an open one.
      return ec2.describeSnapshots(request -> request.snapshotIds(id)).snapshots().stream()
          .map(Snapshot::state)
          .anyMatch(it -> it == SnapshotState.PENDING || it == SnapshotState.COMPLETED);
    } catch (SdkException e) {
      if (AwsErrors.code(e).equals("InvalidSnapshot.NotFound")) {
        return false;
      }
      throw calls.failure("ec2:DescribeSnapshots", e);
    }
  }

  private Optional<Snapshot> describeUntilDone(Duration timeout) {
    return Waits.until(
            DescribeSnapshotsResponse.class,
            timeout,
            () -> ec2.describeSnapshots(request -> request.snapshotIds(id)),
            response ->
                response.snapshots().stream().anyMatch(it -> it.state() != SnapshotState.PENDING),
            error -> AwsErrors.code(error).equals("InvalidSnapshot.NotFound"),
            error -> calls.failure("ec2:DescribeSnapshots", error))
        .map(response -> response.snapshots().get(0));
  }
}
