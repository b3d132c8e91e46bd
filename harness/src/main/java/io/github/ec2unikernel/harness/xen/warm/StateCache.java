package io.github.ec2unikernel.harness.xen.warm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps saved machines in a directory, each in a folder named after its key. One appears whole, by
 * a rename, and is never changed, so any number of machines can be started from it at once.
 *
 * @param directory where they are; it need not exist
 * @param most how much room they may take together, in bytes
 */
public record StateCache(Path directory, long most) {

  private static final String UNFINISHED = "unfinished-";
  private static final String REFUSED = "refused-";

  /** A dozen kinds of machines. */
  private static final long MOST = 2L << 30;

  private static final Duration UNUSED = Duration.ofDays(14);

  /** No boot takes this long; what is left is of a process that was killed. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** Returns the one beside the appliances of a cache directory. */
  public static StateCache in(Path cache) {
    return new StateCache(cache.resolve("states"), MOST);
  }

  /** Returns the machine that was saved for a key, if there is one. */
  public Optional<SavedState> find(StateKey key) {
    Path found = directory.resolve(key.name());
    if (!Files.isDirectory(found)) {
      return Optional.empty();
    }
    touch(found);
    return Optional.of(new SavedState(key, found));
  }

  /** Tells whether machines with this key were found not to work once they are restored. */
  public boolean refuses(StateKey key) {
    return Files.exists(directory.resolve(REFUSED + key.name()));
  }

  /** Keeps in mind that machines with this key do not work once they are restored. */
  public void refuse(StateKey key) throws IOException {
    Files.createDirectories(directory.resolve(REFUSED + key.name()));
  }

  /** Begins to save a machine. */
  public UnfinishedState begin(StateKey key) throws IOException {
    Files.createDirectories(directory);
    Path made = Files.createTempDirectory(directory, UNFINISHED);
    UnfinishedState unfinished = new UnfinishedState(key, made, this);
    Files.createFile(unfinished.devices());
    return unfinished;
  }

  void publish(UnfinishedState finished) throws IOException {
    Path target = directory.resolve(finished.key().name());
    try {
      Files.move(finished.directory(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      // another boot was first, and its machine is as good
      remove(finished.directory());
    }
    prune();
  }

  /** Removes a saved machine that is no good; those started from it go on. */
  public void remove(SavedState state) {
    Path aside = directory.resolve(UNFINISHED + state.key().name() + "-" + System.nanoTime());
    try {
      // a boot that looks for it now finds all of it or nothing
      Files.move(state.directory(), aside, StandardCopyOption.ATOMIC_MOVE);
      remove(aside);
    } catch (IOException e) {
      // somebody else has removed it, or nobody may
    }
  }

  void remove(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // it is found abandoned later
    }
  }

  /** Removes what a killed process left, what was not used for long, and then the least used. */
  private void prune() throws IOException {
    List<Path> kept = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path path : found) {
        boolean unfinished = path.getFileName().toString().startsWith(UNFINISHED);
        Instant limit = Instant.now().minus(unfinished ? ABANDONED : UNUSED);
        if (used(path).isBefore(limit)) {
          remove(path);
        } else if (!unfinished) {
          kept.add(path);
        }
      }
    }
    kept.sort(Comparator.comparing(StateCache::used).reversed());
    long sum = 0;
    for (Path path : kept) {
      SavedState state = new SavedState(new StateKey(SavePoint.READY, ""), path);
      sum += state.stored();
      if (sum > most) {
        remove(path);
      }
    }
  }

  private static Instant used(Path path) {
    return Instant.ofEpochMilli(path.toFile().lastModified());
  }

  private static void touch(Path path) {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // a cache that is only read is not pruned either
    }
  }
}
