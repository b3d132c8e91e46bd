package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
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
 * @param networks where the first of its bridges lead; the others lead nowhere
 */
record XlWork(XlConfig config, List<Network> networks) implements XenWork {

  /** Refuses networks that no interface is on. */
  XlWork {
    if (networks.size() > config.bridges().size()) {
      throw new InputException(
          "the configuration "
              + config.file()
              + " puts interfaces on the bridges "
              + config.bridges()
              + ", and "
              + networks.size()
              + " networks were given",
          "Give it as many vifs, each on a bridge of its own, or fewer networks.");
    }
  }

  @Override
  public GuestJob job() {
    Path file = base().resolve(config.file().getFileName());
    return GuestJob.of(file, targets(), config.bridges(), networks);
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    FileArchive archive = new FileArchive(scratch);
    for (Path file : files()) {
      archive.add(file.toString().substring(1), file);
    }
    List<Drive> drives = new ArrayList<>();
    drives.add(archive.drive());
    for (Map.Entry<String, Path> target : targets().entrySet()) {
      Path file = target.getValue();
      drives.add(Drive.of(target.getKey(), file, Files.size(file)));
    }
    return new Hardware(drives, config.memory(), archive.dom0Memory(), networks);
  }

  /** The configuration and what it names of files; xl itself tells of those that are missing. */
  private Iterable<Path> files() {
    TreeSet<Path> files = new TreeSet<>();
    files.add(base().resolve(config.file().getFileName()));
    for (String name : config.files()) {
      Path file = base().resolve(name);
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return files;
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
