package io.github.ec2unikernel.plugin.volume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a volume is to be made of. Files keep the permissions that they have in the source, which
 * follow the umask of whoever checked them out: another umask gives another volume.
 *
 * @param name what it is called, which is its file system's label too: at most 16 bytes of UTF-8
 * @param source a directory, whose content the volume gets, or a file, which the volume gets in its
 *     root directory
 * @param size how many bytes it has, rounded up to whole MiB; as few as hold the source if not
 *     given
 * @param target where the volume goes; its directory is created if need be
 * @param timestamp when all files on it were made, of 1970 to 2038
 * @param keepTimes whether files have the times of their last change instead, which makes the
 *     volume differ from one checkout to the next
 */
public record VolumeRequest(
    String name,
    Path source,
    OptionalLong size,
    Path target,
    Instant timestamp,
    boolean keepTimes) {

  /** Creates one in which all files have the timestamp. */
  public VolumeRequest(
      String name, Path source, OptionalLong size, Path target, Instant timestamp) {
    this(name, source, size, target, timestamp, false);
  }
}
