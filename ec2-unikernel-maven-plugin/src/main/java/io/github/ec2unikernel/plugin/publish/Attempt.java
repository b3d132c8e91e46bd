package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run's try at publishing something; a run that goes on with a killed one's work shares its
 * attempt.
 *
 * @param id its own id, a tag of all it makes
 * @param content the identity of what is published
 * @param imageSha256 the disk's SHA-256
 * @param name the machine image's name
 * @param kernelId the AKI that it boots, null for an HVM image
 * @param viaS3 from which bucket and in which format its disks are imported, or null if they go
 *     straight to EBS
 * @param startedAt when it began
 * @param finishedAt when it ended, well or not, or null
 */
public record Attempt(
    String id,
    String content,
    String imageSha256,
    String name,
    @Nullable String kernelId,
    @Nullable String viaS3,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  static Attempt begin(
      ContentId content,
      String imageSha256,
      String name,
      @Nullable String kernelId,
      @Nullable String viaS3) {
    return new Attempt(
        UUID.randomUUID().toString(),
        content.hex(),
        imageSha256,
        name,
        kernelId,
        viaS3,
        Instant.now(),
        null);
  }

  /** Returns whether both publish the same thing under the same name in the same way. */
  boolean isLike(Attempt other) {
    return content.equals(other.content)
        && name.equals(other.name)
        && Objects.equals(viaS3, other.viaS3);
  }

  Attempt named(String otherName) {
    return new Attempt(id, content, imageSha256, otherName, kernelId, viaS3, startedAt, finishedAt);
  }

  Attempt ended(Instant when) {
    return new Attempt(id, content, imageSha256, name, kernelId, viaS3, startedAt, when);
  }
}
