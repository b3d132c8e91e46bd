package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;
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
 * @param kernelId the AKI that it boots
 * @param startedAt when it began
 * @param finishedAt when it ended, well or not, or null
 */
public record Attempt(
    String id,
    String content,
    String imageSha256,
    String name,
    String kernelId,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  static Attempt begin(ContentId content, String imageSha256, String name, String kernelId) {
    return new Attempt(
        UUID.randomUUID().toString(),
        content.hex(),
        imageSha256,
        name,
        kernelId,
        Instant.now(),
        null);
  }

  /** Returns whether both publish the same thing under the same name. */
  boolean isLike(Attempt other) {
    return content.equals(other.content) && name.equals(other.name);
  }

  Attempt named(String otherName) {
    return new Attempt(id, content, imageSha256, otherName, kernelId, startedAt, finishedAt);
  }

  Attempt ended(Instant when) {
    return new Attempt(id, content, imageSha256, name, kernelId, startedAt, when);
  }
}
