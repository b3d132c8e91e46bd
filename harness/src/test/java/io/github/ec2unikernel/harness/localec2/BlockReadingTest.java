package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ebs.model.ChangedBlock;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ebs.model.ValidationException;

final class BlockReadingTest extends LocalEc2Base {

  @Test
  void aBlockComesBackWithItsChecksumAndLength() {
    String id = Blocks.snapshot(local, 1);
    ResponseBytes<GetSnapshotBlockResponse> read = get(ebs, id, 0, blocks(id).get(0).blockToken());

    assertThat(read.asByteArray()).isEqualTo(Blocks.random(0));
    assertThat(read.response().dataLength()).isEqualTo(524_288);
    assertThat(read.response().checksum()).isEqualTo(Blocks.base64Sha256(Blocks.random(0)));
  }

  @Test
  void aPendingSnapshotCanNotBeRead() {
    String id = startSnapshot();

    assertThat(reason(() -> ebs.listSnapshotBlocks(r -> r.snapshotId(id))))
        .isEqualTo("INVALID_SNAPSHOT_ID");
  }

  @Test
  void aTokenOfAnotherBlockIsRefused() {
    String id = Blocks.snapshot(local, 2);
    String token = blocks(id).get(1).blockToken();

    assertThat(reason(() -> get(ebs, id, 0, token))).isEqualTo("INVALID_BLOCK_TOKEN");
  }

  @Test
  void aTokenIsGoodForSevenDaysOnly() {
    String id = Blocks.snapshot(local, 1);
    String token = blocks(id).get(0).blockToken();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(7).plusSeconds(1));

    try (LocalEc2 second = LocalEc2.start(options().withClock(later));
        EbsClient ebsLater = Clients.ebs(second)) {
      assertThat(reason(() -> get(ebsLater, id, 0, token))).isEqualTo("INVALID_BLOCK_TOKEN");
    }
  }

  @Test
  void aLongListingComesInPagesWhoseTokensBelongToTheSnapshot() {
    String id = Blocks.snapshot(local, 130);
    ListSnapshotBlocksResponse first =
        ebs.listSnapshotBlocks(r -> r.snapshotId(id).maxResults(100));
    ListSnapshotBlocksResponse second =
        ebs.listSnapshotBlocks(r -> r.snapshotId(id).maxResults(100).nextToken(first.nextToken()));

    assertThat(first.blocks()).hasSize(100);
    assertThat(second.blocks()).hasSize(30);
    assertThat(second.blocks().get(0).blockIndex()).isEqualTo(100);
    assertThat(second.nextToken()).isNull();
    String other = Blocks.snapshot(local, 1);
    assertThat(
            reason(
                () ->
                    ebs.listSnapshotBlocks(r -> r.snapshotId(other).nextToken(first.nextToken()))))
        .isEqualTo("INVALID_PAGE_TOKEN");
    assertThat(reason(() -> ebs.listSnapshotBlocks(r -> r.snapshotId(id).maxResults(99))))
        .isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aChildHasItsParentsBlocksEvenAfterTheParentIsDeleted() {
    String parent = Blocks.snapshot(local, 3);
    byte[] changed = Blocks.random(99);
    String child = child(parent, 1, changed);
    ec2.deleteSnapshot(r -> r.snapshotId(parent));

    List<Block> blocks = blocks(child);

    assertThat(blocks).extracting(Block::blockIndex).containsExactly(0, 1, 2);
    assertThat(get(ebs, child, 1, blocks.get(1).blockToken()).asByteArray()).isEqualTo(changed);
    assertThat(get(ebs, child, 2, blocks.get(2).blockToken()).asByteArray())
        .isEqualTo(Blocks.random(2));
  }

  @Test
  void changedBlocksAreThoseThatDiffer() {
    String parent = Blocks.snapshot(local, 3);
    String child = child(parent, 1, Blocks.random(99));

    List<ChangedBlock> changed =
        ebs.listChangedBlocks(r -> r.firstSnapshotId(parent).secondSnapshotId(child))
            .changedBlocks();

    assertThat(changed).extracting(ChangedBlock::blockIndex).containsExactly(1);
    String first = changed.get(0).firstBlockToken();
    assertThat(get(ebs, parent, 1, first).asByteArray()).isEqualTo(Blocks.random(1));
  }

  @Test
  void snapshotsOfTwoVolumesHaveNoChangedBlocks() {
    String one = Blocks.snapshot(local, 1);
    String two = Blocks.snapshot(local, 1);

    assertThat(
            reason(() -> ebs.listChangedBlocks(r -> r.firstSnapshotId(one).secondSnapshotId(two))))
        .isEqualTo("UNRELATED_SNAPSHOTS");
  }

  private String child(String parent, int index, byte[] block) {
    String id = ebs.startSnapshot(r -> r.volumeSize(1L).parentSnapshotId(parent)).snapshotId();
    Blocks.put(ebs, id, index, block);
    Blocks.complete(ebs, id, List.of(block));
    return id;
  }

  private List<Block> blocks(String id) {
    return ebs.listSnapshotBlocks(r -> r.snapshotId(id)).blocks();
  }

  private static ResponseBytes<GetSnapshotBlockResponse> get(
      EbsClient client, String id, int index, String token) {
    return client.getSnapshotBlockAsBytes(
        r -> r.snapshotId(id).blockIndex(index).blockToken(token));
  }

  private static String reason(ThrowingCallable call) {
    return catchThrowableOfType(ValidationException.class, call).reasonAsString();
  }
}
