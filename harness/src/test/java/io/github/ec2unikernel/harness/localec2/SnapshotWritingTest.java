package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.model.ConflictException;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ebs.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.ValidationException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

final class SnapshotWritingTest extends LocalEc2Base {

  private final byte[] block = Blocks.random(1);

  @Test
  void aBlockWithAWrongChecksumIsRefusedAndDoesNotCount() {
    String id = startSnapshot();

    assertThat(reason(() -> put(id, 0, b -> b.checksum(Blocks.base64Sha256(new byte[1])))))
        .isEqualTo("INVALID_BLOCK");

    assertThat(reason(() -> complete(id, 1))).isEqualTo("INVALID_PARAMETER_VALUE");
    complete(id, 0);
  }

  @Test
  void aDataLengthOtherThan524288IsRefused() {
    String id = startSnapshot();

    assertThat(reason(() -> put(id, 0, b -> b.dataLength(512)))).isEqualTo("INVALID_BLOCK");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 524_287, 524_289, 1_000_000})
  void aBodyOtherThan524288BytesLongIsRefused(int length) {
    String id = startSnapshot();
    byte[] body = new byte[length];

    assertThat(
            reason(
                () ->
                    ebs.putSnapshotBlock(
                        request(id, 0).checksum(Blocks.base64Sha256(body)).build(),
                        RequestBody.fromBytes(body))))
        .isEqualTo("INVALID_BLOCK");
  }

  @Test
  void aBlockAfterCompleteSnapshotIsRefused() {
    String id = Blocks.snapshot(local, 1);

    assertThat(reason(() -> Blocks.put(ebs, id, 1, block))).isEqualTo("INVALID_SNAPSHOT_ID");
  }

  @Test
  void theFirstBlockBeyondTheVolumeIsRefusedAndTheLastWithinIsTaken() {
    String id = startSnapshot();

    assertThat(reason(() -> Blocks.put(ebs, id, 2048, block))).isEqualTo("INVALID_BLOCK");

    Blocks.put(ebs, id, 2047, block);
    complete(id, 1);
  }

  @Test
  void anotherChecksumAlgorithmIsRefused() {
    String id = startSnapshot();

    assertThat(reason(() -> put(id, 0, b -> b.checksumAlgorithm("MD5"))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aProgressAbove100IsRefused() {
    String id = startSnapshot();

    assertThat(reason(() -> put(id, 0, b -> b.progress(101)))).isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aBlockOfAnUnknownSnapshotIsRefused() {
    ResourceNotFoundException refusal =
        catchThrowableOfType(
            ResourceNotFoundException.class,
            () -> Blocks.put(ebs, "snap-0123456789abcdef0", 0, block));

    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(refusal.reasonAsString()).isEqualTo("SNAPSHOT_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aChangedBlocksCountOtherThanTheBlocksPutIsRefused(int count) {
    String id = startSnapshot();
    Blocks.put(ebs, id, 0, block);
    Blocks.put(ebs, id, 5, block);

    assertThat(reason(() -> complete(id, count))).isEqualTo("INVALID_PARAMETER_VALUE");
    complete(id, 2);
  }

  @Test
  void theLinearChecksumIsOverRawDigestsInTheOrderOfTheBlocks() {
    String id = startSnapshot();
    List<byte[]> blocks = List.of(Blocks.random(1), Blocks.random(2));
    Blocks.put(ebs, id, 9, blocks.get(1));
    Blocks.put(ebs, id, 2, blocks.get(0));

    assertThat(reason(() -> Blocks.complete(ebs, id, List.of(blocks.get(1), blocks.get(0)))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
    Blocks.complete(ebs, id, blocks);
  }

  @Test
  void aBlockPutAgainReplacesTheFirstAndCountsOnce() {
    String id = startSnapshot();
    Blocks.put(ebs, id, 0, Blocks.random(7));
    Blocks.put(ebs, id, 0, block);
    Blocks.put(ebs, id, 0, block);

    Blocks.complete(ebs, id, List.of(block));
  }

  @Test
  void completeSnapshotAskedTwiceAnswersTwice() {
    String id = startSnapshot();
    complete(id, 0);

    complete(id, 0);

    assertThat(reason(() -> complete(id, 1))).isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aClientTokenUsedAgainGivesTheSameSnapshot() {
    StartSnapshotResponse first = ebs.startSnapshot(r -> r.volumeSize(1L).clientToken("t"));
    StartSnapshotResponse second = ebs.startSnapshot(r -> r.volumeSize(1L).clientToken("t"));

    assertThat(second.snapshotId()).isEqualTo(first.snapshotId());
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots()).hasSize(1);
  }

  @Test
  void aClientTokenUsedWithOtherParametersIsAConflict() {
    ebs.startSnapshot(r -> r.volumeSize(1L).clientToken("t"));

    ConflictException conflict =
        catchThrowableOfType(
            ConflictException.class,
            () -> ebs.startSnapshot(r -> r.volumeSize(2L).clientToken("t")));

    assertThat(conflict.statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 65_537})
  void aVolumeSizeOutOfTheLimitsIsRefused(long size) {
    assertThat(reason(() -> ebs.startSnapshot(r -> r.volumeSize(size))))
        .isEqualTo("INVALID_VOLUME_SIZE");
  }

  @Test
  void aVolumeOf64TebibytesIsTaken() {
    assertThat(ebs.startSnapshot(r -> r.volumeSize(65_536L)).blockSize()).isEqualTo(524_288);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 4321})
  void aTimeoutOutOfTheLimitsIsRefused(int minutes) {
    assertThat(reason(() -> ebs.startSnapshot(r -> r.volumeSize(1L).timeout(minutes))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aReservedTagIsRefused() {
    assertThat(
            reason(
                () ->
                    ebs.startSnapshot(
                        r -> r.volumeSize(1L).tags(Clients.ebsTag("aws:cloud", "x")))))
        .isEqualTo("INVALID_TAG");
  }

  @Test
  void theHundredAndFirstPendingSnapshotIsRefused() {
    for (int i = 0; i < 100; i++) {
      startSnapshot();
    }

    assertThat(catchThrowableOfType(ServiceQuotaExceededException.class, this::startSnapshot))
        .hasMessageContaining("100 pending");
  }

  @Test
  void aSnapshotLeftAloneLongerThanItsTimeoutIsInError() {
    String id = ebs.startSnapshot(r -> r.volumeSize(1L).timeout(10)).snapshotId();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));

    try (LocalEc2 second = LocalEc2.start(options().withClock(later));
        Ec2Client ec2Later = Clients.ec2(second)) {
      Snapshot snapshot = ec2Later.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0);
      assertThat(snapshot.state()).isEqualTo(SnapshotState.ERROR);
    }
    assertThat(ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0).state())
        .isEqualTo(SnapshotState.PENDING);
  }

  private PutSnapshotBlockRequest.Builder request(String id, int index) {
    return PutSnapshotBlockRequest.builder()
        .snapshotId(id)
        .blockIndex(index)
        .dataLength(Blocks.SIZE)
        .checksum(Blocks.base64Sha256(block))
        .checksumAlgorithm("SHA256");
  }

  private void put(String id, int index, Consumer<PutSnapshotBlockRequest.Builder> change) {
    PutSnapshotBlockRequest.Builder builder = request(id, index);
    change.accept(builder);
    ebs.putSnapshotBlock(builder.build(), RequestBody.fromBytes(block));
  }

  private void complete(String id, int count) {
    ebs.completeSnapshot(r -> r.snapshotId(id).changedBlocksCount(count));
  }

  private static String reason(ThrowingCallable call) {
    return refusal(call).reasonAsString();
  }

  private static ValidationException refusal(ThrowingCallable call) {
    return catchThrowableOfType(ValidationException.class, call);
  }
}
