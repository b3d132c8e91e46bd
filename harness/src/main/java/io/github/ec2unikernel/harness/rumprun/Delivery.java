package io.github.ec2unikernel.harness.rumprun;

import java.util.Locale;

/** How a unikernel of rumprun comes to its configuration. */
public enum Delivery {
  /** As its first multiboot module. */
  MODULE,
  /** In Xen's store, under {@code rumprun/cfg}. */
  STORE,
  /** On its command line. */
  CMDLINE;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one that all kernels of a dialect understand. */
  static Delivery of(Platform platform, Dialect dialect) {
    if (platform == Platform.XEN) {
      return STORE;
    }
    return dialect == Dialect.SPEC ? MODULE : CMDLINE;
  }
}
