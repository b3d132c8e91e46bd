package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.kernel.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a menu entry's commands in order, as PV-GRUB does. */
final class EntryLoader {

  private static final String HINT_FILE = "Put the file there or correct the menu.";

  private final DiskContents disk;
  private final KernelJudge judge;
  private final boolean knowsGpt;
  private final String menu;
  private final List<String> doubts = new ArrayList<>();
  private final List<LoadedFile> modules = new ArrayList<>();
  private Optional<LoadedFile> initrd = Optional.empty();
  private @Nullable LoadedFile kernel;
  private @Nullable ByteSource kernelFile;
  private GrubDevice root;

  /**
   * Creates one for an entry.
   *
   * @param judge reads the disk's kernels
   * @param menu where the menu was found
   * @param menuPartition the partition that holds it: files are looked for there without a root
   */
  EntryLoader(
      DiskContents disk, KernelJudge judge, boolean knowsGpt, String menu, int menuPartition) {
    this.disk = disk;
    this.judge = judge;
    this.knowsGpt = knowsGpt;
    this.menu = menu;
    this.root = GrubDevice.ofFirstDisk(menuPartition);
  }

  /** Returns what becomes of the entry. */
  EntryOutcome load(int number, MenuEntry entry) throws IOException {
    try {
      for (MenuLine line : entry.lines()) {
        run(line);
      }
      if (kernel == null || kernelFile == null) {
        Obstacle none =
            new Obstacle(
                "entry %d ('%s') of %s has no kernel".formatted(number, entry.title(), menu),
                "Give it a root and a kernel line, each on a line of its own.");
        return new EntryOutcome(number, entry.title(), Optional.empty(), Optional.of(none), false);
      }
      Kernel facts = judge.judge(kernel, kernelFile);
      if (!modules.isEmpty() && !facts.takesModuleList()) {
        doubt(
            "Linux does not look for modules where PV-GRUB puts them; name its ramdisk on an"
                + " initrd line");
      }
      LoadedEntry loaded = new LoadedEntry(kernel, facts, modules, initrd, doubts);
      return new EntryOutcome(number, entry.title(), Optional.of(loaded), Optional.empty(), true);
    } catch (EntryFailure e) {
      return new EntryOutcome(
          number, entry.title(), Optional.empty(), Optional.of(e.obstacle()), true);
    }
  }

  /** Adds what may turn out otherwise on EC2. */
  void doubt(String what) {
    doubts.add(what);
  }

  /** Tells whether modules or a ramdisk are in memory, as they stay there after a failure. */
  boolean leavesFiles() {
    return !modules.isEmpty() || initrd.isPresent();
  }

  private void run(MenuLine line) throws IOException, EntryFailure {
    if (GrubCommand.isOnlyForMenu(line.command())) {
      throw failure(line, "'" + line.command() + "' is an error in an entry", "Move it up.");
    }
    if (GrubCommand.stop(line.command()).isPresent()) {
      throw failure(line, "'" + line.command() + "' starts no kernel", "Remove the line.");
    }
    switch (line.command()) {
      case "root", "rootnoverify" -> setRoot(line);
      case "kernel" -> {
        MenuFile named = MenuFile.of(line);
        kernelFile = open(line, named);
        kernel = loaded(named, kernelFile);
      }
      case "module", "modulenounzip" -> {
        requireKernel(line);
        MenuFile named = MenuFile.of(line);
        modules.add(loaded(named, open(line, named)));
        initrd = Optional.empty();
        if (modules.size() > EntryChecker.MOST_MODULES + 1) {
          throw failure(line, "PV-GRUB has no room for so many modules", "Pack them into fewer.");
        }
      }
      case "initrd" -> {
        requireKernel(line);
        MenuFile named = MenuFile.of(line);
        initrd = Optional.of(loaded(named, open(line, named)));
        modules.clear();
      }
      default -> {
        // the other commands change nothing of what is booted
      }
    }
  }

  private void setRoot(MenuLine line) throws EntryFailure {
    if (line.arguments().isEmpty()) {
      return; // GRUB only shows the root then
    }
    String form = "Write root (hd0) for a whole disk, root (hd0,0) for its first partition.";
    GrubDevice device =
        GrubDevice.parse(line.firstWord())
            .orElseThrow(
                () -> failure(line, "root " + line.arguments() + " is no device GRUB knows", form));
    if (device.disk() > 0) {
      throw failure(line, "root " + device + " is not this disk", form);
    }
    root = device;
  }

  private void requireKernel(MenuLine line) throws EntryFailure {
    if (kernel == null) {
      throw failure(line, "'" + line.command() + "' needs a kernel before it", "Move it down.");
    }
  }

  private ByteSource open(MenuLine line, MenuFile named) throws IOException, EntryFailure {
    if (!named.hasPath()) {
      throw failure(
          line, line.command() + " names no file '" + named.path() + "'", "Begin it with a slash.");
    }
    GrubDevice device = named.device().orElse(root);
    if (device.disk() > 0) {
      throw failure(line, device + named.path() + " is not on this disk", HINT_FILE);
    }
    FileSystemContents files = fileSystem(line, device);
    files.doubts().stream()
        .map(doubt -> device + ": " + doubt)
        .filter(doubt -> !doubts.contains(doubt))
        .forEach(doubts::add);
    try {
      return files
          .find(named.path())
          .orElseThrow(
              () ->
                  failure(
                      line,
                      "the %s %s, not on %s".formatted(line.command(), named.path(), device),
                      HINT_FILE));
    } catch (DamagedDiskException e) {
      throw failure(
          line, device + named.path() + " can't be read: " + e.getMessage(), "Make it again.");
    }
  }

  private FileSystemContents fileSystem(MenuLine line, GrubDevice device)
      throws IOException, EntryFailure {
    String why;
    try {
      if (device.partition() == 0 || knowsGpt || !disk.hasGpt()) {
        Optional<FileSystemContents> files = disk.fileSystem(device.partition());
        if (files.isPresent()) {
          return files.get();
        }
        why = disk.whyNone(device.partition());
      } else {
        why = "this PV-GRUB reads no GPT";
      }
    } catch (DamagedDiskException e) {
      why = "it is damaged: " + e.getMessage();
    }
    throw failure(
        line,
        line.command() + " needs " + device + ", no ext2 that PV-GRUB reads: " + why,
        "Let root name the file system that holds the kernel.");
  }

  private LoadedFile loaded(MenuFile named, ByteSource file) {
    int partition = named.device().orElse(root).partition();
    return new LoadedFile(partition, named.path(), file.size(), named.arguments());
  }

  private EntryFailure failure(MenuLine line, String what, String hint) {
    return new EntryFailure(menu + " line " + line.number() + ": " + what, hint);
  }
}
