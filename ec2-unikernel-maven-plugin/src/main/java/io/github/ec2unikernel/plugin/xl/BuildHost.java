package io.github.ec2unikernel.plugin.xl;

import java.nio.file.Path;

/**
 * The values of the machine that builds, in the form of xl's strings between single quotes.
 *
 * @param guest the guest
 */
record BuildHost(GuestDescription guest) implements HostValues {

  @Override
  public String name() {
    return escaped(guest.name());
  }

  @Override
  public String kernel() {
    return path(guest.kernel());
  }

  @Override
  public String ramdisk() {
    Path ramdisk = guest.ramdisk();
    return ramdisk == null ? "" : path(ramdisk);
  }

  @Override
  public String memory() {
    return Integer.toString(guest.memory());
  }

  @Override
  public String block(GuestDisk disk) {
    return escaped(disk.path());
  }

  @Override
  public String network(int number) {
    return escaped(guest.bridges().get(number));
  }

  private static String path(Path file) {
    return escaped(file.toAbsolutePath().normalize().toString());
  }

  /** xl reads a backslash as in C; of all other signs only the quote that ends a string counts. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
