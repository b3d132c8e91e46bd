package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one state directory, between threads and between processes: one for each region, one
 * for each snapshot. Whoever needs both takes the region's first.
 */
final class StateLock {

  private static final Map<Path, StateLock> OPEN = new ConcurrentHashMap<>();
  private static final int STRIPES = 1024;
  private static final long RETRY_NANOS = 500_000;

  private final Object fileKey;
  private final FileChannel channel;
  // Regions first, then snapshots: a thread that holds one of each never meets itself.
  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(2L * STRIPES).toArray(ReentrantLock[]::new);

  private StateLock(Object fileKey, FileChannel channel) {
    this.fileKey = fileKey;
    this.channel = channel;
  }

  /**
   * Returns the locks of a directory given by its real path. The lock file stays open as long as
   * the JVM: closing any descriptor of it would drop the locks that other endpoints hold.
   */
  static StateLock of(Path directory) throws IOException {
    Path file = directory.resolve("lock");
    try {
      return OPEN.compute(directory, (path, known) -> current(file, known));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static StateLock current(Path file, @Nullable StateLock known) {
    try {
      // A directory that was deleted and made again has another lock file.
      if (known != null && Files.exists(file) && known.fileKey.equals(fileKey(file))) {
        return known;
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new StateLock(fileKey(file), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object fileKey(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  /** Does something while no one else works on the region. */
  <T> T holdingRegion(String region, Supplier<T> work) {
    return holding(stripe(region), work);
  }

  /** Does something while no one else works on either region. */
  <T> T holdingRegions(String one, String other, Supplier<T> work) {
    int first = Math.min(stripe(one), stripe(other));
    int second = Math.max(stripe(one), stripe(other));
    // In one order for all, so that two who want the same two regions do not wait for each other.
    return holding(first, () -> first == second ? work.get() : holding(second, work));
  }

  /** Does something while no one else works on the snapshot. */
  <T> T holdingSnapshot(String snapshotId, Supplier<T> work) {
    return holding(STRIPES + stripe(snapshotId), work);
  }

  private static int stripe(String name) {
    return Math.floorMod(name.hashCode(), STRIPES);
  }

  private <T> T holding(int stripe, Supplier<T> work) {
    stripes[stripe].lock();
    try {
      FileLock lock = lock(stripe);
      try {
        return work.get();
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stripes[stripe].unlock();
    }
  }

  // Asking again instead of waiting: the kernel looks for deadlocks between processes, not threads,
  // and would see some where there are none.
  private FileLock lock(int stripe) throws IOException {
    while (true) {
      FileLock lock = tryLock(stripe);
      if (lock != null) {
        return lock;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private @Nullable FileLock tryLock(int stripe) throws IOException {
    try {
      return channel.tryLock(stripe, 1, false);
    } catch (OverlappingFileLockException e) {
      // The same class, loaded once more in this JVM, holds it.
      return null;
    }
  }
}
