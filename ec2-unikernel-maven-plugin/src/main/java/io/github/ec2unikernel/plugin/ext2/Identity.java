package io.github.ec2unikernel.plugin.ext2;

import java.time.Instant;
import java.util.UUID;

/**
 * What a file system has besides its files.
 *
 * @param uuid its own name
 * @param hashSeed a random number, for directory indexes that a guest may make
 * @param time when it and all in it was made
 */
public record Identity(UUID uuid, UUID hashSeed, Instant time) {

  /** The last second that an inode of 128 bytes can hold, in January 2038. */
  public static final Instant LATEST = Instant.ofEpochSecond(Integer.MAX_VALUE);

  public Identity {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("the time " + time);
    }
  }

  int seconds() {
    return (int) time.getEpochSecond();
  }
}
