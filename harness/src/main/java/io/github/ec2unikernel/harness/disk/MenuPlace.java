package io.github.ec2unikernel.harness.disk;

/**
 * A place where PV-GRUB looks for its menu.
 *
 * @param partition a partition from 1, or 0 for the whole disk
 * @param directory the directory there
 */
record MenuPlace(int partition, String directory) {

  String path() {
    return directory + "/menu.lst";
  }

  @Override
  public String toString() {
    return GrubDevice.ofFirstDisk(partition) + path();
  }
}
