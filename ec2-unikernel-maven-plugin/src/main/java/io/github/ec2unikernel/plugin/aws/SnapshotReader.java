package io.github.ec2unikernel.plugin.aws;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;

/** Reads one completed snapshot; {@link #read} may be called from many threads at once. */
public final class SnapshotReader {

  private static final int PAGE = 10_000;

  private final String id;
  private final EbsClient ebs;
  private final AwsCalls calls;

  SnapshotReader(String id, EbsClient ebs, AwsCalls calls) {
    this.id = id;
    this.ebs = ebs;
    this.calls = calls;
  }

  /** Returns the blocks that the snapshot has, each index with the token that reads it. */
  public Map<Integer, String> blocks() {
    return calls.run(
        "ebs:ListSnapshotBlocks",
        () -> {
          Map<Integer, String> tokens = new TreeMap<>();
          ebs.listSnapshotBlocksPaginator(request -> request.snapshotId(id).maxResults(PAGE))
              .forEach(
                  page ->
                      page.blocks()
                          .forEach(block -> tokens.put(block.blockIndex(), block.blockToken())));
          return tokens;
        });
  }

  /**
   * Reads one block, and returns the SHA-256 that EBS has of it, in base64, or null.
   *
   * @param token what {@link #blocks} gave for the index
   * @param buffer takes the block's {@link SnapshotWriter#BLOCK_SIZE} bytes
   */
  public @Nullable String read(int index, String token, byte[] buffer) {
    return calls.run(
        "ebs:GetSnapshotBlock",
        () ->
            ebs.getSnapshotBlock(
                request -> request.snapshotId(id).blockIndex(index).blockToken(token),
                into(buffer)));
  }

  private static ResponseTransformer<GetSnapshotBlockResponse, @Nullable String> into(
      byte[] buffer) {
    return (response, body) -> {
      int length = fill(buffer, body);
      if (length != buffer.length) {
        // A connection that ended early; the SDK tries that again.
        throw RetryableException.create("the block has " + length + " bytes");
      }
      return response.checksum();
    };
  }

  private static int fill(byte[] buffer, AbortableInputStream body) throws SdkException {
    try (InputStream in = body) {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw RetryableException.create("the block was cut short", e);
    }
  }
}
