package io.github.ec2unikernel.plugin.mojo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code <xl>} element: what a Xen host is told of the unikernel. */
public final class XlConfiguration {

  /**
   * For each network interface of the guest, the bridge of the host that it is put on; none if not
   * given. User property: unikernel.xl.bridges, with commas.
   */
  private @Nullable List<String> bridges;

  /**
   * Boots the guest from the configuration as well, and fails unless it does what {@code <boot>}
   * expects. User property: unikernel.xl.boot.
   */
  private @Nullable String boot;

  /** Returns the bridges. */
  List<String> bridges(Settings settings) {
    return settings.words("unikernel.xl.bridges", bridges).stream().map(String::strip).toList();
  }

  /** Returns whether the guest is booted. */
  boolean isBooted(Settings settings) {
    return settings.flag("unikernel.xl.boot", boot);
  }
}
