package io.github.ec2unikernel.harness.xen.appliance;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps appliances in a directory, each under a name made of a digest of our scripts and the
 * distribution's release, and a digest of the package versions. An appliance appears whole, by a
 * rename; only one process builds at a time.
 */
public final class ApplianceCache {

  private static final String PREFIX = "appliance-";
  private static final String UNFINISHED = "unfinished-";

  /** Threads of one process can't wait for each other's file lock. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path directory;
  private final boolean offline;

  /**
   * Creates one.
   *
   * @param directory where the appliances are; it need not exist
   * @param offline whether no packages may be fetched
   */
  public ApplianceCache(Path directory, boolean offline) {
    this.directory = directory;
    this.offline = offline;
  }

  /** Returns the user's cache directory for this project: XDG's, or {@code ~/.cache}. */
  public static Path defaultDirectory() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("ec2-unikernel");
  }

  /**
   * Returns the appliance that fits this version and distribution, built now if there is none.
   *
   * @throws EnvironmentException if it can't be built
   */
  public Appliance get(ApplianceListener listener) {
    try {
      String kind = PREFIX + Scripts.digest() + "-" + release();
      Optional<Appliance> ready = find(kind);
      if (ready.isEmpty() && offline) {
        throw new EnvironmentException(
            "the build is offline, and there is no boot appliance in " + directory + " yet",
            "Run it once with the network (without -o), which builds the appliance.");
      }
      return ready.isPresent() ? ready.get() : buildLocked(kind, listener);
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          "the boot appliance can't be kept in " + directory + ": " + e,
          "Make the directory writable, with 1 GB free, or point XDG_CACHE_HOME elsewhere.",
          e);
    }
  }

  private Optional<Appliance> find(String kind) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith(kind))
          .max(Comparator.comparing(path -> path.toFile().lastModified()))
          .map(Appliance::new);
    }
  }

  private Appliance buildLocked(String kind, ApplianceListener listener) throws IOException {
    Files.createDirectories(directory);
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel lock =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (lock.tryLock() == null) {
          listener.step("waiting for another build of the appliance");
          lock.lock();
        }
        Optional<Appliance> meanwhile = find(kind);
        return meanwhile.isPresent() ? meanwhile.get() : build(kind, listener);
      }
    }
  }

  private Appliance build(String kind, ApplianceListener listener) throws IOException {
    removeUnfinished();
    Path unfinished = Files.createTempDirectory(directory, UNFINISHED);
    try {
      Path work = Files.createDirectory(unfinished.resolve("work"));
      Path made = Files.createDirectory(unfinished.resolve("appliance"));
      new ApplianceBuilder(work, listener).build(made);
      String versions = digest(Files.readAllBytes(made.resolve("packages")));
      Path target = directory.resolve(kind + "-" + versions);
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      return new Appliance(target);
    } finally {
      remove(unfinished);
    }
  }

  /** Removes what a killed build left; the lock says that nobody is at it. */
  private void removeUnfinished() throws IOException {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, UNFINISHED + "*")) {
      found.forEach(left::add);
    }
    for (Path path : left) {
      remove(path);
    }
  }

  private static void remove(Path tree) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(tree)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private static String release() throws IOException {
    Path file = Path.of("/etc/os-release");
    return Files.exists(file) ? digest(Files.readAllBytes(file)) : "unknown";
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
