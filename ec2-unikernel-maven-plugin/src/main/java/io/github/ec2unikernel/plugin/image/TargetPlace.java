package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The place that a disk is to have on the build machine. */
record TargetPlace(Path target, Path directory) {

  /**
   * Checks a request's target and creates its directory.
   *
   * @throws InputException if the target is a directory, or one of the files that the disk is made of
   * @throws EnvironmentException if its directory can't be created
   */
  static TargetPlace of(ImageRequest request) {
    Path target = request.target().toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new InputException(
          "The disk can't be written to " + target + ": that is a directory.",
          "Remove the directory, or give the disk another path.");
    }
    request.inputs().forEach(input -> requireOther(target, input));
    Path parent = target.getParent();
    TargetPlace place = new TargetPlace(target, parent == null ? target : parent);
    place.createDirectory();
    return place;
  }

  private static void requireOther(Path target, Input input) {
    try {
      if (Files.exists(target) && Files.isSameFile(target, input.file())) {
        throw new InputException(
            "The disk would be written over the %s.".formatted(input),
            "Give the disk another path.");
      }
    } catch (IOException e) {
      throw new InputException(
          "The %s can't be read: %s.".formatted(input, e.getMessage()),
          "Give this user read permission on it.",
          e);
    }
  }

  private void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new EnvironmentException(
          "The directory %s can't be created: a file of that name is in the way."
              .formatted(directory),
          "Remove the file, or give the disk another path.",
          e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The directory %s can't be created: %s.".formatted(directory, reason(e)),
          "Create it, or give the disk another path.",
          e);
    }
  }

  /**
   * Checks that so many bytes are free.
   *
   * @throws EnvironmentException if they are not
   */
  void requireRoom(long bytes) {
    long usable;
    try {
      usable = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw failure(e, bytes);
    }
    if (usable < bytes) {
      throw new EnvironmentException(
          "The disk takes up to %d bytes in %s, where %d are free."
              .formatted(bytes, directory, usable),
          roomHint(bytes - usable));
    }
  }

  /** Returns what a failed write means to a person. */
  EnvironmentException failure(IOException e, long bytes) {
    String reason = String.valueOf(e.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space") || lower.contains("quota")) {
      return new EnvironmentException(
          "The disk takes up to %d bytes in %s, and there was no room left: %s."
              .formatted(bytes, directory, reason),
          roomHint(bytes),
          e);
    }
    return new EnvironmentException(
        "The disk of up to %d bytes can't be written to %s: %s."
            .formatted(bytes, directory, reason(e)),
        "Give this user write permission on that directory, or give the disk another path.",
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

  private static String roomHint(long bytes) {
    return "Free %d MiB there, or give the disk a path on another file system."
        .formatted((bytes >> 20) + 1);
  }
}
