package io.github.ec2unikernel.harness.xen.warm;

import java.util.Locale;

/** A point of a machine's life at which it can be saved, the earlier first. */
public enum SavePoint {
  /** dom0 waits for its job. */
  READY,
  /** The guest is built and paused, and nothing of its disks has been read. */
  BUILT;

  /** Returns the name in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
