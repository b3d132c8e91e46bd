package io.github.ec2unikernel.plugin.ext2;

import java.time.Instant;
import java.util.Optional;

/**
 * What a file, directory or link has besides its content; its owner is root.
 *
 * @param permissions who may do what: the lower 12 bits of a mode
 * @param time when it was made and last changed, if not when the file system was
 */
public record Attributes(int permissions, Optional<Instant> time) {

  static final Attributes FILE = new Attributes(0644, Optional.empty());
  static final Attributes DIRECTORY = new Attributes(0755, Optional.empty());
  static final Attributes PRIVATE_DIRECTORY = new Attributes(0700, Optional.empty());

  private static final int ALL = 07777;

  public Attributes {
    if ((permissions & ~ALL) != 0) {
      throw new IllegalArgumentException("the permissions " + Integer.toOctalString(permissions));
    }
    if (time.isPresent() && !Identity.canHold(time.get())) {
      throw new IllegalArgumentException("the time " + time.get());
    }
  }
}
