package io.github.ec2unikernel.plugin.aws;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot to start.
 *
 * @param volumeSizeGib the size of its volume in GiB, at least 1
 * @param description what people read in the console
 * @param clientToken up to 64 ASCII characters; the same token gives the same snapshot
 * @param idleTimeout how long AWS waits for the next block before it gives the snapshot up, 10
 *     minutes to 3 days
 * @param tags its tags from the first moment
 * @param parentId the snapshot it differs from, or null
 * @param encryption how it is encrypted; one with a parent is as that is
 */
public record SnapshotSpec(
    int volumeSizeGib,
    String description,
    String clientToken,
    Duration idleTimeout,
    Map<String, String> tags,
    @Nullable String parentId,
    Encryption encryption) {

  /** Takes a copy of the tags. */
  public SnapshotSpec {
    tags = Map.copyOf(tags);
  }
}
