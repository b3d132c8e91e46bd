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

  /** What was a slow moment of a busy machine and not the saved one's fault is tried again. */
  private static final Duration FORGIVEN = Duration.ofDays(1);

  private static final Duration UNUSED = Duration.ofDays(14);

  /** No boot takes this long; what is left is of a process that was killed. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** Returns the one beside the appliances of a cache directory. */
  public static StateCache in(Path cache) {
    return new StateCache(cache.resolve("states"), MOST);
  }

  /** Returns the machine that was saved for a key, if there is one that QEMU can use. */
  public Optional<SavedState> find(StateKey key) {
    if (!has(key)) {
      return Optional.empty();
    }
    Path found = directory.resolve(key.name());
    touch(found);
    return Optional.of(new SavedState(key, found));
  }

  /** Tells whether there is a machine for a key that QEMU can use, which does not count as use. */
  public boolean has(StateKey key) {
    Path found = directory.resolve(key.name());
    return Files.isDirectory(found) && !isReadOnly(found.resolve(SavedState.MEMORY));
  }

  /**
   * Tells whether machines with this key did not work once they were restored, a day ago at most.
   */
  public boolean refuses(StateKey key) {
    Path marker = refusal(key);
    if (!Files.exists(marker)) {
      return false;
    }
    boolean counts = used(marker).isAfter(Instant.now().minus(FORGIVEN));
    if (!counts) {
      remove(marker);
    }
    return counts;
  }

  /** Keeps in mind for a day that machines with this key do not work once they are restored. */
  public void refuse(StateKey key) throws IOException {
    Files.createDirectories(refusal(key));
  }

  /** Returns what stands for machines with this key not working. */
  public Path refusal(StateKey key) {
    return directory.resolve(REFUSED + key.name());
  }

  /** QEMU opens memory for writing, even what it only reads. */
  private static boolean isReadOnly(Path memory) {
    return Files.exists(memory) && !Files.isWritable(memory);
  }

  /** Begins to save a machine. */
  public UnfinishedState begin(StateKey key) throws IOException {
    Files.createDirectories(directory);
    return UnfinishedState.in(Files.createTempDirectory(directory, UNFINISHED), key, this);
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
    removeAtOnce(state.directory());
  }

  /** A boot that looks for it meanwhile finds all of it or nothing. */
  private void removeAtOnce(Path state) {
    Path aside = directory.resolve(UNFINISHED + state.getFileName() + "-" + System.nanoTime());
    try {
      Files.move(state, aside, StandardCopyOption.ATOMIC_MOVE);
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
          removeAtOnce(path);
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
        removeAtOnce(path);
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
