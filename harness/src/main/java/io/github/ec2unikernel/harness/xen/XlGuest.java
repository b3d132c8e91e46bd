package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.xen.appliance.CpioArchive;
import io.github.ec2unikernel.harness.xl.XlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A guest that xl builds from its configuration. dom0 gets the configuration, the kernel and the
 * ramdisk under the paths that they have here, and the files behind its disks as disks.
 *
 * @param config the configuration
 */
public record XlGuest(XlConfig config) implements Guest {

  /** The drive with the archive of the files. */
  private static final String FILES = "files";

  @Override
  public Loader loader() {
    return Loader.LIBXL;
  }

  @Override
  public String setup() {
    return "xl with " + config.file() + ", " + config.memory() + " MiB";
  }

  @Override
  public GuestJob job() {
    return GuestJob.of(base().resolve(config.file().getFileName()), targets(), config.bridges());
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    Path archive = scratch.resolve("files.cpio");
    try (CpioArchive files = new CpioArchive(Files.newOutputStream(archive))) {
      for (Path file : files()) {
        files.file(file.toString().substring(1), file);
      }
    }
    long size = Files.size(archive);
    List<Drive> drives = new ArrayList<>();
    drives.add(Drive.of(FILES, archive, size));
    for (Map.Entry<String, Path> target : targets().entrySet()) {
      Path file = target.getValue();
      drives.add(Drive.of(target.getKey(), file, Files.size(file)));
    }
    // once in dom0's file system, which gets half of its memory
    int dom0Memory = 2 * (int) (size >> 20);
    return new Hardware(drives, config.memory(), dom0Memory);
  }

  /** The configuration and what it names of files; xl itself tells of those that are missing. */
  private Iterable<Path> files() throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    files.add(base().resolve(config.file().getFileName()));
    for (String name : config.files()) {
      Path file = base().resolve(name);
      if (Files.isRegularFile(file)) {
        requireFits(file);
        files.add(file);
      }
    }
    return files;
  }

  private void requireFits(Path file) throws IOException {
    long size = Files.size(file);
    if (size > CpioArchive.LARGEST_FILE) {
      throw new InputException(
          "the configuration %s gives the guest %s of %d bytes to boot from; dom0 takes at most %d"
              .formatted(config.file(), file, size, CpioArchive.LARGEST_FILE),
          "Name a smaller kernel and ramdisk, or put the content on a disk of the guest.");
    }
  }

  /** Returns the files behind the disks by the names of their drives. */
  private Map<String, Path> targets() {
    Map<String, Path> targets = new LinkedHashMap<>();
    for (String name : config.targets()) {
      Path target = base().resolve(name);
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw new InputException(
            "the configuration " + config.file() + " gives the guest " + target + ", no file",
            "Only files are given to a guest here: copy the device into one.");
      }
      if (Files.exists(target)) {
        targets.put("disk" + targets.size(), target);
      }
    }
    return targets;
  }

  /** xl is run in the configuration's own folder. */
  private Path base() {
    return config.file().toAbsolutePath().normalize().resolveSibling("");
  }
}
