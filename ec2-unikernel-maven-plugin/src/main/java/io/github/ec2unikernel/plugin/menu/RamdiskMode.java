package io.github.ec2unikernel.plugin.menu;

import java.util.Locale;

/** How the boot loader hands files over to a kernel. */
public enum RamdiskMode {
  /** As a list of any number of files, each with its command line. */
  MODULE,
  /** As one plain run of bytes. */
  INITRD;

  /** Returns the word that begins a line of {@code menu.lst}, and that a configuration has. */
  public String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }
}
