package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps appliances in a directory, each under a name made of a digest of our part of it and the
 * distribution's release, and a digest of the package versions. An appliance appears whole, by a
 * rename; only one process builds at a time. The one built last is used until it is removed, so
 * that boots need no network and do not change under the user.
 */
public final class ApplianceCache {

  private static final String PREFIX = "appliance-";
  private static final String HVM_PREFIX = "hvm-";
  private static final String LOADER_PREFIX = "loaders-";
  private static final String UEFI_PREFIX = "uefi-";
  private static final List<String> PREFIXES =
      List.of(PREFIX, HVM_PREFIX, LOADER_PREFIX, UEFI_PREFIX);
  private static final String UNFINISHED = "unfinished-";

  /** Appliances of older versions of this program are kept for a while, as people go back. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private static final Duration TICK = Duration.ofMillis(200);

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
    return new Appliance(get(PREFIX + Scripts.digest(), new ApplianceBuilder(), listener));
  }

  /**
   * Returns what HVM guests need beside it, kept as an appliance is.
   *
   * @throws EnvironmentException if it can't be built
   */
  public DeviceModel deviceModel(ApplianceListener listener) {
    return new DeviceModel(
        get(HVM_PREFIX + Scripts.hvmDigest(), new DeviceModelBuilder(), listener));
  }

  /**
   * Returns what HVM disks start with, kept as an appliance is.
   *
   * @throws EnvironmentException if it can't be built
   */
  public BootLoaders loaders(ApplianceListener listener) {
    return new BootLoaders(
        get(LOADER_PREFIX + Scripts.loaderDigest(), new LoaderBuilder(), listener));
  }

  /**
   * Returns UEFI for QEMU's machines, kept as an appliance is.
   *
   * @throws EnvironmentException if it can't be fetched
   */
  public UefiFirmware uefi(ApplianceListener listener) {
    return new UefiFirmware(get(UEFI_PREFIX + Scripts.uefiDigest(), new UefiBuilder(), listener));
  }

  private Path get(String digest, PartBuilder builder, ApplianceListener listener) {
    try {
      String kind = digest + "-" + release();
      Optional<Path> ready = find(kind);
      if (ready.isEmpty() && offline) {
        throw new EnvironmentException(
            "the build is offline, and there " + missing(digest) + " in " + directory + " yet",
            "Run it once with the network (without -o), which builds "
                + (digest.startsWith(PREFIX) ? "the appliance." : "and keeps what is missing."));
      }
      Path part = ready.isPresent() ? ready.get() : buildLocked(kind, builder, listener);
      touch(part);
      return part;
    } catch (IOException | UncheckedIOException e) {
      throw new EnvironmentException(
          "the boot appliance can't be kept in " + directory + ": " + e,
          "Make the directory writable, with 1 GB free, or point XDG_CACHE_HOME elsewhere.",
          e);
    }
  }

  private static String missing(String digest) {
    if (digest.startsWith(LOADER_PREFIX)) {
      return "are no boot loaders for HVM disks";
    }
    if (digest.startsWith(UEFI_PREFIX)) {
      return "is no UEFI for QEMU";
    }
    return digest.startsWith(HVM_PREFIX)
        ? "are no programs for HVM guests"
        : "is no boot appliance";
  }

  private static void touch(Path part) {
    try {
      Files.setLastModifiedTime(part, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // a cache that is only read is not cleared of old ones either
    }
  }

  private Optional<Path> find(String kind) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith(kind))
          .max(Comparator.comparing(path -> path.toFile().lastModified()));
    }
  }

  private Path buildLocked(String kind, PartBuilder builder, ApplianceListener listener)
      throws IOException {
    Files.createDirectories(directory);
    // closing the channel gives the lock back
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel, listener);
      Optional<Path> meanwhile = find(kind);
      return meanwhile.isPresent() ? meanwhile.get() : build(kind, builder, listener);
    }
  }

  private static void lock(FileChannel channel, ApplianceListener listener) throws IOException {
    for (boolean told = false; tryLock(channel) == null; told = true) {
      if (!told) {
        listener.step("waiting for another build of the appliance");
      }
      try {
        Thread.sleep(TICK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EnvironmentException(
            "interrupted while waiting for the boot appliance", "Run the build again.", e);
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process has it, perhaps of another class loader
    }
  }

  private Path build(String kind, PartBuilder builder, ApplianceListener listener)
      throws IOException {
    removeOld();
    Path unfinished = Files.createTempDirectory(directory, UNFINISHED);
    try {
      Path work = Files.createDirectory(unfinished.resolve("work"));
      Path made = Files.createDirectory(unfinished.resolve("appliance"));
      builder.build(work, made, listener);
      String versions = digest(Files.readAllBytes(made.resolve("packages")));
      Path target = directory.resolve(kind + "-" + versions);
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } finally {
      remove(unfinished);
    }
  }

  /**
   * Removes what a killed build left, as the lock says that nobody is at it, and old appliances.
   */
  private void removeOld() throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(UNUSED));
    List<Path> old = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path path : found) {
        String name = path.getFileName().toString();
        boolean unused = Files.getLastModifiedTime(path).compareTo(limit) < 0;
        if (name.startsWith(UNFINISHED)
            || (unused && PREFIXES.stream().anyMatch(name::startsWith))) {
          old.add(path);
        }
      }
    }
    for (Path path : old) {
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
