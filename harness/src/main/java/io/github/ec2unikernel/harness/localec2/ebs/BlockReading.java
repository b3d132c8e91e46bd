package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ebs.model.ChangedBlock;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.ListChangedBlocksRequest;
import software.amazon.awssdk.services.ebs.model.ListChangedBlocksResponse;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksRequest;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** ListSnapshotBlocks, ListChangedBlocks and GetSnapshotBlock. */
final class BlockReading {

  private final State state;
  private final Tokens tokens;

  BlockReading(State state, Tokens tokens) {
    this.state = state;
    this.tokens = tokens;
  }

  List<EbsAction<?>> actions() {
    return List.of(
        new EbsAction<>(
            "GET",
            "/snapshots/{snapshotId}/blocks",
            200,
            ListSnapshotBlocksRequest.class,
            ListSnapshotBlocksRequest::builder,
            null,
            false,
            this::list),
        new EbsAction<>(
            "GET",
            "/snapshots/{secondSnapshotId}/changedblocks",
            200,
            ListChangedBlocksRequest.class,
            ListChangedBlocksRequest::builder,
            null,
            false,
            this::listChanged),
        new EbsAction<>(
            "GET",
            "/snapshots/{snapshotId}/blocks/{blockIndex}",
            200,
            GetSnapshotBlockRequest.class,
            GetSnapshotBlockRequest::builder,
            null,
            false,
            this::get));
  }

  private Answer list(Caller caller, ListSnapshotBlocksRequest request, Body body) {
    StoredSnapshot stored = readable(caller, request.snapshotId());
    String id = stored.id();
    BlockPage page =
        page(
            caller,
            id,
            blocks(caller, id).keySet(),
            request.maxResults(),
            request.nextToken(),
            request.startingBlockIndex());
    List<Block> blocks =
        page.indexes().stream()
            .map(
                index ->
                    Block.builder()
                        .blockIndex(index)
                        .blockToken(tokens.block(id, index, caller.now()))
                        .build())
            .toList();
    return Answer.of(
        ListSnapshotBlocksResponse.builder()
            .blocks(blocks)
            .expiryTime(caller.now().plus(Tokens.BLOCK_LIFE))
            .volumeSize(stored.snapshot().volumeSize().longValue())
            .blockSize(BlockFile.BLOCK_SIZE)
            .nextToken(page.nextToken())
            .build());
  }

  private Answer listChanged(Caller caller, ListChangedBlocksRequest request, Body body) {
    StoredSnapshot second = readable(caller, request.secondSnapshotId());
    StoredSnapshot first =
        request.firstSnapshotId() == null ? null : readable(caller, request.firstSnapshotId());
    if (first != null && !first.writing().lineage().equals(second.writing().lineage())) {
      throw EbsRefusals.invalid(
          "The snapshots " + first.id() + " and " + second.id() + " are not of one volume.",
          "UNRELATED_SNAPSHOTS");
    }
    Map<Integer, byte[]> before = first == null ? Map.of() : blocks(caller, first.id());
    Map<Integer, byte[]> after = blocks(caller, second.id());
    Set<Integer> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(i -> Arrays.equals(before.get(i), after.get(i)));
    String listing = (first == null ? "" : first.id()) + ">" + second.id();
    BlockPage page =
        page(
            caller,
            listing,
            changed,
            request.maxResults(),
            request.nextToken(),
            request.startingBlockIndex());
    List<ChangedBlock> blocks =
        page.indexes().stream()
            .map(
                index ->
                    ChangedBlock.builder()
                        .blockIndex(index)
                        .firstBlockToken(token(caller, first, before, index))
                        .secondBlockToken(token(caller, second, after, index))
                        .build())
            .toList();
    return Answer.of(
        ListChangedBlocksResponse.builder()
            .changedBlocks(blocks)
            .expiryTime(caller.now().plus(Tokens.BLOCK_LIFE))
            .volumeSize(second.snapshot().volumeSize().longValue())
            .blockSize(BlockFile.BLOCK_SIZE)
            .nextToken(page.nextToken())
            .build());
  }

  private @Nullable String token(
      Caller caller, @Nullable StoredSnapshot snapshot, Map<Integer, byte[]> blocks, int index) {
    return snapshot == null || !blocks.containsKey(index)
        ? null
        : tokens.block(snapshot.id(), index, caller.now());
  }

  private Answer get(Caller caller, GetSnapshotBlockRequest request, Body body) {
    StoredSnapshot stored = readable(caller, request.snapshotId());
    int index = EbsRefusals.require(request.blockIndex(), "BlockIndex");
    String token = EbsRefusals.require(request.blockToken(), "BlockToken");
    if (!tokens.isBlock(token, stored.id(), index, caller.now())) {
      throw EbsRefusals.invalid("The block token is not valid.", "INVALID_BLOCK_TOKEN");
    }
    BlockFile file = state.blocks(caller.region(), stored.id());
    byte[] checksum = file.checksum(index);
    return new Answer(
        GetSnapshotBlockResponse.builder()
            .dataLength(BlockFile.BLOCK_SIZE)
            .checksum(Base64.getEncoder().encodeToString(checksum))
            .checksumAlgorithm("SHA256")
            .build(),
        file.read(index));
  }

  private BlockPage page(
      Caller caller,
      String listing,
      Set<Integer> indexes,
      @Nullable Integer maxResults,
      @Nullable String token,
      @Nullable Integer startingIndex) {
    EbsRefusals.requireRange(maxResults, "MaxResults", 100, 10_000);
    EbsRefusals.requireRange(startingIndex, "StartingBlockIndex", 0, Integer.MAX_VALUE);
    long start = startingIndex == null ? 0 : startingIndex;
    if (token != null) {
      start =
          tokens
              .page(listing, token, caller.now())
              .orElseThrow(
                  () -> EbsRefusals.invalid("The page token is not valid.", "INVALID_PAGE_TOKEN"));
    }
    int size = maxResults == null ? 10_000 : maxResults;
    long from = start;
    List<Integer> found = indexes.stream().filter(i -> i >= from).limit(size + 1L).toList();
    return found.size() <= size
        ? new BlockPage(found, null)
        : new BlockPage(
            found.subList(0, size), tokens.page(listing, found.get(size), caller.now()));
  }

  private Map<Integer, byte[]> blocks(Caller caller, String id) {
    return state.blocks(caller.region(), id).all();
  }

  private StoredSnapshot readable(Caller caller, @Nullable String given) {
    String id = EbsRefusals.requireSnapshotId(given);
    StoredSnapshot stored =
        state.snapshots(caller.region()).find(id).orElseThrow(() -> EbsRefusals.noSnapshot(id));
    Snapshot seen = state.seen(caller.region(), stored, caller.now());
    if (seen.state() != SnapshotState.COMPLETED) {
      throw EbsRefusals.wrongState(id, seen.stateAsString());
    }
    return stored;
  }

  private record BlockPage(List<Integer> indexes, @Nullable String nextToken) {}
}
