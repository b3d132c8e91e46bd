package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.XenHost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code <xl>} element of {@code <boot>}: the Xen host of the backend {@code xl}. */
public final class XenHostConfiguration {

  /**
   * The host as ssh knows it, {@code user@host} for one; this machine if not given. User property:
   * unikernel.boot.xl.host.
   */
  private @Nullable String host;

  /** ssh's port, if it is not ssh's own choice. User property: unikernel.boot.xl.port. */
  private @Nullable String port;

  /** A file with a private key. User property: unikernel.boot.xl.identity. */
  private @Nullable String identity;

  /**
   * Further options of ssh's, {@code Name=value} each. User property, with commas between them:
   * unikernel.boot.xl.options.
   */
  private @Nullable List<String> options;

  /**
   * The bridge of the host that the guest's networks are on. User property:
   * unikernel.boot.xl.bridge.
   */
  private @Nullable String bridge;

  /**
   * Returns the host.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  XenHost host(Settings settings) {
    return new XenHost(
        settings.text("unikernel.boot.xl.host", host),
        settings.integer("unikernel.boot.xl.port", port, 0),
        settings.path("unikernel.boot.xl.identity", identity),
        settings.words("unikernel.boot.xl.options", options),
        settings.text("unikernel.boot.xl.bridge", bridge));
  }
}
