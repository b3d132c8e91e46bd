package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Follows PV-GRUB's way (1.04 and later) from a raw disk to its kernel. */
public final class BootDisk {

  /** No menu.lst is larger than this, in bytes. */
  private static final int LARGEST_MENU = 64 << 10;

  private static final List<String> DIRECTORIES = List.of("/boot/grub", "/grub");

  private BootDisk() {}

  /**
   * Returns what the disk boots.
   *
   * @throws InputException if nothing would be booted from it or it is damaged
   * @throws EnvironmentException if it can't be read
   */
  public static BootEntry read(Path disk) {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      if (channel.size() < 4 * DiskReader.SECTOR) {
        throw new InputException(
            disk + " has " + channel.size() + " bytes: not a disk", "Build the image again.");
      }
      return read(disk, new DiskReader(channel));
    } catch (DamagedDiskException e) {
      throw new InputException(
          "the disk " + disk + " is damaged: " + e.getMessage(), "Build the image again.", e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the disk " + disk + " can't be read: " + e,
          "See that the file is there and readable.",
          e);
    }
  }

  private static BootEntry read(Path disk, DiskReader reader) throws IOException {
    List<Long> partitions = reader.partitions();
    Optional<BootEntry> found = search(disk, reader, partitions, 0);
    for (int number = 1; found.isEmpty() && number <= partitions.size(); number++) {
      found = search(disk, reader, partitions, number);
    }
    return found.orElseThrow(
        () ->
            new InputException(
                "PV-GRUB would find no menu.lst on " + disk,
                "The disk needs an ext2 file system with /boot/grub/menu.lst or /grub/menu.lst."));
  }

  private static Optional<BootEntry> search(
      Path disk, DiskReader reader, List<Long> partitions, int number) throws IOException {
    Optional<Ext2Reader> files = open(reader, partitions, number);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    for (String directory : DIRECTORIES) {
      // (hd0)/grub is not among the places that PV-GRUB looks at
      boolean looked = number > 0 || directory.startsWith("/boot");
      Optional<Ext2Reader.Inode> menu =
          looked ? files.get().find(directory + "/menu.lst") : Optional.empty();
      if (menu.isPresent()) {
        String text =
            new String(files.get().read(menu.get(), 0, LARGEST_MENU), StandardCharsets.UTF_8);
        String place = device(number) + directory + "/menu.lst";
        return Optional.of(resolve(disk, reader, partitions, place, text));
      }
    }
    return Optional.empty();
  }

  private static Optional<Ext2Reader> open(DiskReader reader, List<Long> partitions, int number)
      throws IOException {
    if (number == 0) {
      return Ext2Reader.open(reader, 0);
    }
    boolean there = number <= partitions.size() && partitions.get(number - 1) != 0;
    return there ? Ext2Reader.open(reader, partitions.get(number - 1)) : Optional.empty();
  }

  private static BootEntry resolve(
      Path disk, DiskReader reader, List<Long> partitions, String place, String menu)
      throws IOException {
    MenuEntry entry =
        MenuEntry.defaultOf(menu)
            .orElseThrow(
                () ->
                    new InputException(
                        "the default entry of " + place + " on " + disk + " has no kernel",
                        "Give the menu a title with a root and a kernel line."));
    Ext2Reader files =
        open(reader, partitions, entry.partition())
            .orElseThrow(
                () ->
                    new InputException(
                        place + " says root " + device(entry.partition()) + ", no ext2 on " + disk,
                        "Let the menu's root name the file system that holds the kernel."));
    Ext2Reader.Inode kernel =
        files
            .find(entry.kernel())
            .orElseThrow(
                () ->
                    new InputException(
                        place + " names the kernel " + entry.kernel() + ", not on " + disk,
                        "Put the kernel there or correct the menu."));
    return new BootEntry(
        place,
        entry.partition(),
        entry.kernel(),
        entry.arguments(),
        entry.modules(),
        entry.initrd(),
        KernelStyle.isOld(files, kernel));
  }

  private static String device(int partition) {
    return partition == 0 ? "(hd0)" : "(hd0," + (partition - 1) + ")";
  }
}
