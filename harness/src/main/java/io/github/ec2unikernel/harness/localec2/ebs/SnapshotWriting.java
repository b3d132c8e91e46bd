package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** PutSnapshotBlock and CompleteSnapshot. */
final class SnapshotWriting {

  private static final String SHA256 = "SHA256";
  private static final String LINEAR = "LINEAR";

  private final State state;
  private final Duration delay;

  SnapshotWriting(State state, Duration delay) {
    this.state = state;
    this.delay = delay;
  }

  List<EbsAction<?>> actions() {
    return List.of(
        new EbsAction<>(
            "PUT",
            "/snapshots/{snapshotId}/blocks/{blockIndex}",
            201,
            PutSnapshotBlockRequest.class,
            PutSnapshotBlockRequest::builder,
            null,
            true,
            this::put),
        new EbsAction<>(
            "POST",
            "/snapshots/completion/{snapshotId}",
            202,
            CompleteSnapshotRequest.class,
            CompleteSnapshotRequest::builder,
            null,
            false,
            this::complete));
  }

  private Answer put(Caller caller, PutSnapshotBlockRequest request, Body body) {
    String id = EbsRefusals.requireSnapshotId(request.snapshotId());
    int index = EbsRefusals.require(request.blockIndex(), "BlockIndex");
    EbsRefusals.requireRange(request.progress(), "Progress", 0, 100);
    checkBlock(request, body);
    // Digested before the lock: the others need not wait for that.
    byte[] checksum = body.sha256();
    return state.holdingSnapshot(
        id,
        () -> {
          StoredSnapshot stored = writable(caller, id);
          if (index < 0 || index >= stored.blocks()) {
            throw EbsRefusals.invalid(
                "Block " + index + " is beyond the volume's " + stored.blocks() + " blocks.",
                "INVALID_BLOCK");
          }
          state.blocks(caller.region(), id).write(index, body.buffer(), checksum);
          return Answer.of(
              PutSnapshotBlockResponse.builder()
                  .checksum(body.base64Sha256())
                  .checksumAlgorithm(SHA256)
                  .build());
        });
  }

  private static void checkBlock(PutSnapshotBlockRequest request, Body body) {
    int length = EbsRefusals.require(request.dataLength(), "DataLength");
    if (length != BlockFile.BLOCK_SIZE) {
      throw EbsRefusals.invalid(
          "DataLength " + length + " is not " + BlockFile.BLOCK_SIZE + ".", "INVALID_BLOCK");
    }
    if (body.length() != length) {
      throw EbsRefusals.invalid(
          "The block has " + body.length() + " bytes and not " + length + ".", "INVALID_BLOCK");
    }
    requireValue(request.checksumAlgorithmAsString(), SHA256, "ChecksumAlgorithm");
    String checksum = EbsRefusals.require(request.checksum(), "Checksum");
    if (!checksum.equals(body.base64Sha256())) {
      throw EbsRefusals.invalid(
          "The block's checksum is " + body.base64Sha256() + " and not " + checksum + ".",
          "INVALID_BLOCK");
    }
  }

  private StoredSnapshot find(Caller caller, String id) {
    return state.snapshots(caller.region()).find(id).orElseThrow(() -> EbsRefusals.noSnapshot(id));
  }

  private StoredSnapshot writable(Caller caller, String id) {
    StoredSnapshot stored = find(caller, id);
    Snapshot seen = state.seen(caller.region(), stored, caller.now());
    if (stored.isSealed() || seen.state() != SnapshotState.PENDING) {
      throw EbsRefusals.wrongState(id, stored.isSealed() ? "completed" : seen.stateAsString());
    }
    return stored;
  }

  private Answer complete(Caller caller, CompleteSnapshotRequest request, Body body) {
    String id = EbsRefusals.requireSnapshotId(request.snapshotId());
    int count = EbsRefusals.require(request.changedBlocksCount(), "ChangedBlocksCount");
    return state.holdingRegion(
        caller.region(),
        () -> state.holdingSnapshot(id, () -> complete(caller, id, count, request)));
  }

  private Answer complete(Caller caller, String id, int count, CompleteSnapshotRequest request) {
    StoredSnapshot stored = find(caller, id);
    if (!stored.isSealed()) {
      stored = writable(caller, id);
    }
    BlockFile blocks = state.blocks(caller.region(), id);
    Map<Integer, byte[]> put = blocks.put();
    if (put.size() != count) {
      throw EbsRefusals.invalid(
          "ChangedBlocksCount " + count + " does not match the " + put.size() + " blocks put.",
          "INVALID_PARAMETER_VALUE");
    }
    checkAggregate(request, put);
    // A client that lost the first answer asks again; the same count and checksum change nothing.
    if (!stored.isSealed()) {
      blocks.seal(stored.blocks() * BlockFile.BLOCK_SIZE);
      stored = stored.completed(caller.now().plus(delay));
      state.snapshots(caller.region()).put(id, stored);
    }
    Snapshot seen = state.seen(caller.region(), stored, caller.now());
    return Answer.of(CompleteSnapshotResponse.builder().status(seen.stateAsString()).build());
  }

  private static void checkAggregate(CompleteSnapshotRequest request, Map<Integer, byte[]> put) {
    String checksum = request.checksum();
    if (checksum == null) {
      return;
    }
    requireValue(request.checksumAlgorithmAsString(), SHA256, "ChecksumAlgorithm");
    requireValue(request.checksumAggregationMethodAsString(), LINEAR, "ChecksumAggregationMethod");
    MessageDigest digest = Sha256.digest();
    put.values().forEach(digest::update);
    String expected = Base64.getEncoder().encodeToString(digest.digest());
    if (!checksum.equals(expected)) {
      throw EbsRefusals.invalid(
          "The blocks' checksum is " + expected + " and not " + checksum + ".",
          "INVALID_PARAMETER_VALUE");
    }
  }

  private static void requireValue(@Nullable String value, String only, String name) {
    if (!only.equals(value)) {
      throw EbsRefusals.invalid(
          name + " " + value + " is not " + only + ".", "INVALID_PARAMETER_VALUE");
    }
  }
}
