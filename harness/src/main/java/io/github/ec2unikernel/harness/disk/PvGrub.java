package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Follows EC2's PV-GRUB from a disk to the kernel that it would start, or says why it can't. */
public final class PvGrub {

  /** PV-GRUBs that look for their menu in the same places, by the names of their AKIs. */
  public enum Generation {
    /** {@code pv-grub-hd0} up to 1.03: disks without partitions. */
    HD0_UP_TO_1_03("PV-GRUB 1.03 (hd0)"),
    /** {@code pv-grub-hd00} up to 1.03: disks with an MBR. */
    HD00_UP_TO_1_03("PV-GRUB 1.03 (hd00)"),
    /** All from 1.04 on: nine places, MBR and GPT. */
    FROM_1_04("PV-GRUB 1.04");

    private final String label;

    Generation(String label) {
      this.label = label;
    }

    /** Returns its name for people. */
    public String label() {
      return label;
    }

    boolean knowsGpt() {
      return this == FROM_1_04;
    }

    /** Returns where it looks for a menu; the first that it finds is taken. */
    List<MenuPlace> places() {
      return switch (this) {
        case HD0_UP_TO_1_03 -> List.of(new MenuPlace(0, BOOT_GRUB));
        case HD00_UP_TO_1_03 -> List.of(new MenuPlace(1, BOOT_GRUB));
        // (hd0)/grub is not among them
        case FROM_1_04 ->
            Stream.concat(
                    Stream.of(new MenuPlace(0, BOOT_GRUB)),
                    IntStream.rangeClosed(1, 4).boxed().flatMap(Generation::places))
                .toList();
      };
    }

    private static Stream<MenuPlace> places(int partition) {
      return Stream.of(new MenuPlace(partition, BOOT_GRUB), new MenuPlace(partition, "/grub"));
    }
  }

  private static final List<Generation> NEWEST_FIRST =
      List.of(Generation.FROM_1_04, Generation.HD0_UP_TO_1_03, Generation.HD00_UP_TO_1_03);

  private static final String BOOT_GRUB = "/boot/grub";

  /** As much of a menu.lst as is read, in bytes. */
  static final int LARGEST_MENU = 1 << 20;

  private static final String HINT_DISK =
      "Put an ext2 file system with /boot/grub/menu.lst on the disk or its first partition.";

  private final DiskContents disk;
  private final KernelJudge judge;
  private final Generation generation;
  private final List<Obstacle> passedOver = new ArrayList<>();

  private PvGrub(DiskContents disk, KernelJudge judge, Generation generation) {
    this.disk = disk;
    this.judge = judge;
    this.generation = generation;
  }

  /**
   * Returns what this generation of PV-GRUB makes of a disk.
   *
   * @throws IOException if the disk can't be read; what is damaged on it is part of the result
   */
  public static Resolution resolve(DiskContents disk, Generation generation) throws IOException {
    return new PvGrub(disk, new KernelJudge(), generation).resolve();
  }

  /**
   * Returns what each generation of PV-GRUB makes of a disk, the newest first, as EC2 has it in all
   * regions. No kernel is read twice.
   *
   * @throws IOException if the disk can't be read; what is damaged on it is part of the result
   */
  public static List<Resolution> resolveAll(DiskContents disk) throws IOException {
    KernelJudge judge = new KernelJudge();
    List<Resolution> all = new ArrayList<>();
    for (Generation generation : NEWEST_FIRST) {
      all.add(new PvGrub(disk, judge, generation).resolve());
    }
    return all;
  }

  private Resolution resolve() throws IOException {
    for (MenuPlace place : generation.places()) {
      Optional<ByteSource> found = menuAt(place);
      if (found.isPresent()) {
        try {
          return follow(place, found.get());
        } catch (DamagedDiskException e) {
          passOver(place + " can't be read: " + e.getMessage(), "Make the disk again.");
        }
      }
    }
    return new Resolution(
        generation, Optional.empty(), Optional.empty(), List.of(), passedOver, Optional.empty());
  }

  private Optional<ByteSource> menuAt(MenuPlace place) throws IOException {
    GrubDevice device = GrubDevice.ofFirstDisk(place.partition());
    if (place.partition() > 0 && !generation.knowsGpt() && disk.hasGpt()) {
      passOver(
          device + ": " + generation.label() + " reads no GPT, which came with 1.04",
          "Partition the disk with an MBR.");
      return Optional.empty();
    }
    try {
      Optional<FileSystemContents> files = disk.fileSystem(place.partition());
      if (files.isEmpty()) {
        passOver(device + ": " + disk.whyNone(place.partition()), HINT_DISK);
        return Optional.empty();
      }
      Optional<ByteSource> menu = files.get().find(place.path());
      if (menu.isEmpty()) {
        passOver(place + " is not there", HINT_DISK);
      }
      return menu;
    } catch (DamagedDiskException e) {
      passOver(device + " is damaged: " + e.getMessage(), "Make the disk again.");
      return Optional.empty();
    }
  }

  private void passOver(String what, String hint) {
    Obstacle obstacle = new Obstacle(what, hint);
    if (!passedOver.contains(obstacle)) {
      passedOver.add(obstacle);
    }
  }

  private static String text(ByteSource menu) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(menu.size(), LARGEST_MENU));
    menu.read(0, bytes);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static Optional<Obstacle> unread(MenuPlace place, long size) {
    return size <= LARGEST_MENU
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "only the first %d bytes of %s were read, which has %d"
                    .formatted(LARGEST_MENU, place, size),
                "Shorten the menu."));
  }

  private Resolution follow(MenuPlace place, ByteSource file) throws IOException {
    MenuList menu = MenuList.parse(text(file));
    Optional<Obstacle> unread = unread(place, file.size());
    List<EntryOutcome> outcomes = new ArrayList<>();
    boolean leftOver = false;
    for (int number : menu.order()) {
      EntryLoader loader =
          new EntryLoader(disk, judge, generation.knowsGpt(), place.toString(), place.partition());
      unread.map(Obstacle::what).ifPresent(loader::doubt);
      if (leftOver) {
        loader.doubt(
            "an entry failed after it had loaded modules or an initrd; Xen's own PV-GRUB hands"
                + " them over to the entry after it as well");
      }
      EntryOutcome outcome = loader.load(number, menu.entries().get(number));
      leftOver |= outcome.obstacle().isPresent() && loader.leavesFiles();
      outcomes.add(outcome);
    }
    return new Resolution(
        generation, Optional.of(place.toString()), Optional.of(menu), outcomes, passedOver, unread);
  }
}
