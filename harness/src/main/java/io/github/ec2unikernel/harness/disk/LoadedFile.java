package io.github.ec2unikernel.harness.disk;

/**
 * A file that PV-GRUB takes off the disk.
 *
 * @param partition where it lies: a partition from 1, or 0 for the whole disk
 * @param path its path there
 * @param size its length on the disk in bytes
 * @param arguments what follows its path in the menu, as it stands
 */
public record LoadedFile(int partition, String path, long size, String arguments) {

  @Override
  public String toString() {
    return GrubDevice.ofFirstDisk(partition) + path;
  }
}
