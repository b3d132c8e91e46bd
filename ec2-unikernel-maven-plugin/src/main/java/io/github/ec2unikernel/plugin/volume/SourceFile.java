package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Attributes;
import io.github.ec2unikernel.plugin.ext2.Identity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file, directory or link of a source.
 *
 * @param path where it is
 * @param type what it is
 * @param permissions the lower 12 bits of its mode
 * @param size its length in bytes
 * @param modified when it was last changed
 */
record SourceFile(Path path, FileType type, int permissions, long size, FileTime modified) {

  private static final int PERMISSIONS = 07777;

  /**
   * Returns what is at a path.
   *
   * @throws InputException if that can't be told
   */
  static SourceFile at(Path path, LinkOption... options) {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,size,lastModifiedTime", options);
      int mode = (Integer) value(found, "mode");
      return new SourceFile(
          path,
          FileType.of(mode),
          mode & PERMISSIONS,
          (Long) value(found, "size"),
          (FileTime) value(found, "lastModifiedTime"));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static Object value(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  /** Returns its mode: type and permissions. */
  int mode() {
    return type.bits() | permissions;
  }

  /**
   * Returns what it has in the volume besides its content.
   *
   * @param keepTime whether its own time, and not the file system's
   * @throws InputException if ext2 can't hold its time
   */
  Attributes attributes(boolean keepTime) {
    if (keepTime && !Identity.canHold(modified.toInstant())) {
      throw new InputException(
          "%s was last changed at %s, which ext2 can't hold.".formatted(path, modified),
          "Give it a time of 1970 to 2037 with touch, or leave <keepTimes> out.");
    }
    return new Attributes(
        permissions, keepTime ? Optional.of(modified.toInstant()) : Optional.empty());
  }

  /** Returns the exception of a file that can't be read. */
  static InputException unreadable(Path path, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "it is gone"
            : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new InputException(
        "%s can't be read: %s.".formatted(path, reason),
        "Give this user read permission on it, and keep it until the build has ended.",
        e);
  }
}
