package io.github.ec2unikernel.plugin.xl;

/** What stands in a configuration for things that each host has in a place of its own. */
interface HostValues {

  String name();

  String kernel();

  String ramdisk();

  String memory();

  String block(GuestDisk disk);

  String network(int number);
}
