package io.github.ec2unikernel.plugin.menu;

import java.util.List;
import java.util.OptionalInt;

/**
 * A boot menu for GRUB 2.
 *
 * @param entries what can be booted, counted from 0
 * @param defaultEntry the number of the entry to boot
 * @param fallback the number of the entry to boot where that one can't be loaded
 * @param timeout how long the loader waits for a key, in seconds
 */
public record GrubMenu(
    List<GrubEntry> entries, int defaultEntry, OptionalInt fallback, int timeout) {

  public GrubMenu {
    entries = List.copyOf(entries);
  }
}
