package io.github.ec2unikernel.plugin.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run left, and that belongs to no image.
 *
 * @param artifact the group and name of what it was made for
 * @param version the artifact's version
 * @param id its id, an object's URL
 * @param why what it is, for people
 * @param since when it was made, null if AWS does not say
 */
public record Orphan(
    String region,
    Kind kind,
    String artifact,
    String version,
    String id,
    String why,
    @Nullable Instant since) {

  /** What it can be. */
  public enum Kind {
    /** A snapshot. */
    SNAPSHOT,
    /** A task that imports a snapshot, and is not done. */
    IMPORT,
    /** An object of S3, or an upload of one. */
    OBJECT
  }
}
