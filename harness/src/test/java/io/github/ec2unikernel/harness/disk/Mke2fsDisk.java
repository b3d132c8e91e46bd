package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system that mke2fs fills from a folder (package e2fsprogs), and other tools read. */
final class Mke2fsDisk {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path image;

  private Mke2fsDisk(Path image) {
    this.image = image;
  }

  /** Makes one of a size as mke2fs takes it. */
  static Mke2fsDisk make(Path tree, Path image, String size, String... options) throws IOException {
    Files.deleteIfExists(image);
    Mke2fs.fill(image, size, tree, options);
    return new Mke2fsDisk(image);
  }

  /** Lets e2fsck give its large directories hash trees. */
  void hashDirectories() throws IOException {
    Exit exit = run(List.of("/sbin/e2fsck", "-fyD", image.toString()));
    if (exit.code() > 1) { // 1: it changed something
      throw new IOException(exit.output());
    }
  }

  /** Returns what debugfs says to a request. */
  String debugfs(String request) throws IOException {
    return run(List.of("/sbin/debugfs", "-R", request, image.toString())).output();
  }

  /** Lets debugfs change it. */
  void change(String request) throws IOException {
    require(List.of("/sbin/debugfs", "-w", "-R", request, image.toString()));
  }

  /** Tells whether GRUB 2's reader (package grub-common) finds the file's content at a path. */
  boolean grubFinds(String path, Path content) throws IOException {
    Exit exit = run(List.of("grub-fstest", image.toString(), "cmp", path, content.toString()));
    return exit.succeeded() && exit.output().isBlank();
  }

  private void require(List<String> words) throws IOException {
    Exit exit = run(words);
    if (!exit.succeeded()) {
      throw new IOException(String.join(" ", words) + ": " + exit.output());
    }
  }

  private Exit run(List<String> words) throws IOException {
    return ProcessRunner.run(
        new Command(words), image.toAbsolutePath().resolveSibling("."), PATIENCE);
  }
}
