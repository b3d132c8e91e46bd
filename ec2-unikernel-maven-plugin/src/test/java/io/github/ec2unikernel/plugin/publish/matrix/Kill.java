package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.CallPattern;
import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.Occasion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kills a publisher without a process of its own: what its disk held at that moment is kept, and
 * nothing that it asks for from then on is done. To the account and to the next run that is the
 * same, as {@link KilledProcessMatrixTest} shows.
 */
final class Kill implements Runnable {

  private final World world;
  private final Path kept;
  private boolean happened;

  Kill(World world) {
    this.world = world;
    kept = world.folder().resolve("kept");
  }

  @Override
  public synchronized void run() {
    copy(world.results(), kept);
    world
        .faults()
        .inject(
            new Fault(
                CallPattern.ALL,
                new Occasion.Counted(1, Fault.ALWAYS),
                false,
                new Effect.Denial()));
    happened = true;
  }

  synchronized boolean happened() {
    return happened;
  }

  /** Puts the disk back as it was when the kill happened. */
  void restore() {
    delete(world.results());
    copy(kept, world.results());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (Path file : files(from)) {
        // A file that is written beside and moved may have gone meanwhile.
        if (Files.exists(file)) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
