package io.github.ec2unikernel.plugin.xl;

/**
 * Words between at signs, to be replaced on the host that runs the guest; all but {@code @RAMDISK@}
 * are Mirage's.
 */
record AnyHost() implements HostValues {

  @Override
  public String name() {
    return "@NAME@";
  }

  @Override
  public String kernel() {
    return "@KERNEL@";
  }

  @Override
  public String ramdisk() {
    return "@RAMDISK@";
  }

  @Override
  public String memory() {
    return "@MEMORY@";
  }

  @Override
  public String block(GuestDisk disk) {
    return "@BLOCK:" + disk.fileName() + "@";
  }

  @Override
  public String network(int number) {
    return "@NETWORK:" + number + "@";
  }
}
