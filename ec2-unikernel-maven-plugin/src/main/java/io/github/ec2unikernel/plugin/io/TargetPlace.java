package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The place that a disk or volume is to have on the build machine.
 *
 * @param thing what goes there, for messages, such as {@code disk}
 * @param target its file, absolute
 * @param directory the file's directory
 */
public record TargetPlace(String thing, Path target, Path directory) {

  /**
   * Returns the place of that path.
   *
   * @throws InputException if a directory is there
   */
  public static TargetPlace of(String thing, Path path) {
    Path target = path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new InputException(
          "The %s can't be written to %s: that is a directory.".formatted(thing, target),
          "Remove the directory, or give the %s another path.".formatted(thing));
    }
    Path parent = target.getParent();
    return new TargetPlace(thing, target, parent == null ? target : parent);
  }

  /**
   * Checks that an input, in the role {@code what}, is not the file to be written.
   *
   * @throws InputException if it is
   */
  public void requireOther(Path input, String what) {
    try {
      if (Files.exists(target) && Files.isSameFile(target, input)) {
        throw new InputException(
            "The %s would be written over the %s %s.".formatted(thing, what, input),
            "Give the %s another path.".formatted(thing));
      }
    } catch (IOException e) {
      throw new InputException(
          "The %s %s can't be read: %s.".formatted(what, input, e.getMessage()),
          "Give this user read permission on it.",
          e);
    }
  }

  /**
   * Tells whether the file would lie in a directory that is there, whatever links lead to either.
   *
   * @throws InputException if that can't be told
   */
  public boolean isIn(Path container) {
    Path there = directory;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      // What is not there yet has no links in it.
      Path real = there.toRealPath().resolve(there.relativize(directory)).normalize();
      return real.startsWith(container.toRealPath());
    } catch (IOException e) {
      throw new InputException(
          "The way to %s or to %s can't be followed: %s.".formatted(directory, container, e),
          "Give this user permission to search the directories above both.",
          e);
    }
  }

  /**
   * Creates the directory, unless it is there.
   *
   * @throws EnvironmentException if that is not possible
   */
  public void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new EnvironmentException(
          "The directory %s can't be created: a file of that name is in the way."
              .formatted(directory),
          "Remove the file, or give the %s another path.".formatted(thing),
          e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The directory %s can't be created: %s.".formatted(directory, reason(e)),
          "Create it, or give the %s another path.".formatted(thing),
          e);
    }
  }

  /**
   * Checks that so many bytes are free.
   *
   * @throws EnvironmentException if they are not
   */
  public void requireRoom(long bytes) {
    long usable;
    try {
      usable = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw failure(e, bytes);
    }
    if (usable < bytes) {
      throw new EnvironmentException(
          "The %s takes up to %d bytes in %s, where %d are free."
              .formatted(thing, bytes, directory, usable),
          roomHint(bytes - usable));
    }
  }

  /** Returns what a failed write means to a person. */
  public EnvironmentException failure(IOException e, long bytes) {
    String reason = String.valueOf(e.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space") || lower.contains("quota")) {
      return new EnvironmentException(
          "The %s takes up to %d bytes in %s, and there was no room left: %s."
              .formatted(thing, bytes, directory, reason),
          roomHint(bytes),
          e);
    }
    return new EnvironmentException(
        "The %s of up to %d bytes can't be written to %s: %s."
            .formatted(thing, bytes, directory, reason(e)),
        "Give this user write permission on that directory, or give the %s another path."
            .formatted(thing),
        e);
  }

  /** Returns what a failed write of something of unknown length means to a person. */
  public EnvironmentException failure(IOException e) {
    return new EnvironmentException(
        "The %s can't be written to %s: %s.".formatted(thing, directory, reason(e)),
        "See that this user may write there and that there is room, or give the %s another path."
            .formatted(thing),
        e);
  }

  /** Returns the bare reason; the JDK's messages begin with the path that ours have already. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  private String roomHint(long bytes) {
    return "Free %d MiB there, or give the %s a path on another file system."
        .formatted((bytes >> 20) + 1, thing);
  }
}
