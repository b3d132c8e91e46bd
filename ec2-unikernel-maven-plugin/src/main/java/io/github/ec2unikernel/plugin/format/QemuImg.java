package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * QEMU's own program for disks, run on a ready one.
 *
 * @param disk the disk
 * @param room where its raw form goes
 */
record QemuImg(SourceDisk disk, Room room) {

  private static final String NAME = "qemu-img";

  /** Long enough for terabytes. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  /** The answer of {@code check} for a disk that is whole and takes more room than it needs. */
  private static final int LEAKS = 3;

  /** Its answer for formats in which it can't look for damage. */
  private static final int NO_CHECKS = 63;

  private static final int MOST_LINES = 3;

  /**
   * Checks that the program is there.
   *
   * @throws EnvironmentException if it is not
   */
  void requireThere() {
    if (!ProcessRunner.isOnPath(NAME)) {
      throw new EnvironmentException(
          "qemu-img is not on the PATH, and the disk %s is no raw one".formatted(disk.file()),
          "Install it: sudo apt-get install --no-install-recommends qemu-utils; or give a raw disk.");
    }
  }

  /** Returns what the disk is. */
  DiskInfo info() {
    Exit exit = run("info", List.of("--output=json"), List.of());
    requireSuccess("info", exit, 0);
    return DiskInfo.parse(disk, exit.answer());
  }

  /**
   * Looks for damage.
   *
   * @param warning is told of what is odd and does no harm
   * @throws InputException if there is any
   */
  void check(DiskInfo info, Consumer<String> warning) {
    boolean tells = disk.format() == SourceFormat.QCOW2;
    Exit exit = run("check", List.of(tells ? "--output=json" : "-q"), List.of());
    if (exit.code() == LEAKS && !exit.timedOut()) {
      warning.accept(
          "parts of the file belong to nothing (`qemu-img check` calls them leaked clusters), which"
              + " does no harm");
    } else if (exit.code() != NO_CHECKS || exit.timedOut()) {
      requireSuccess("check", exit, info.size());
    }
    if (tells) {
      info.requireWhole(exit.answer());
    }
  }

  /** Writes the disk's bytes to a file. */
  void convert(DiskInfo info, Path target) {
    List<String> to = List.of(target.toAbsolutePath().toString());
    requireSuccess("convert", run("convert", List.of("-q", "-O", "raw"), to), info.size());
  }

  private void requireSuccess(String what, Exit exit, long size) {
    if (!exit.succeeded()) {
      throw problem(what, exit, size);
    }
  }

  /**
   * Returns what a failure means to a person.
   *
   * @param size how many bytes the disk has for a guest
   */
  ProblemException problem(String what, Exit exit, long size) {
    return Room.isLacking(exit.errors())
        ? room.lacking(size, null)
        : new InputException(
            "<disk> is %s, and `qemu-img %s` says of it: %s"
                .formatted(disk.file(), what, said(exit)),
            "Make the image again, or copy it again, whole.");
  }

  /** Returns the first of what it says to people. */
  private static String said(Exit exit) {
    if (exit.timedOut()) {
      return "nothing within %d hours".formatted(PATIENCE.toHours());
    }
    List<String> lines = exit.errors().lines().filter(line -> !line.isBlank()).toList();
    String text = lines.stream().limit(MOST_LINES).collect(Collectors.joining("; "));
    if (lines.isEmpty()) {
      text = "no reason, but the exit code " + exit.code();
    }
    return lines.size() > MOST_LINES
        ? text + "; and %d lines more".formatted(lines.size() - MOST_LINES)
        : text;
  }

  private Exit run(String what, List<String> options, List<String> target) {
    Command command =
        Command.of(NAME, what)
            .with(options)
            .with(List.of("--image-opts", options(disk)))
            .with(target);
    return ProcessRunner.run(command, room.directory(), PATIENCE);
  }

  /** Returns the disk as QEMU is told of it: the format is ours to say, not the file's. */
  static String options(SourceDisk disk) {
    String name = disk.file().toAbsolutePath().toString().replace(",", ",,");
    String options =
        "driver=%s,file.driver=file,file.filename=%s".formatted(disk.format().driver(), name);
    // VHD has its size twice, and the one in cylinders, heads and sectors is rounded
    return disk.format() == SourceFormat.VHD ? options + ",force_size_calc=current_size" : options;
  }
}
