package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.model.XenHost;
import java.nio.file.Path;

/**
 * Where a boot check keeps things.
 *
 * @param cache the directory of built appliances
 * @param console the file that gets the guest's console, lines free of terminal escapes
 * @param machineLog the file that gets what QEMU, Xen and dom0 print
 * @param offline whether packages may not be fetched, so that the appliance has to be there
 * @param backend the name of what the guest runs on, or {@link Backends#AUTO}
 * @param warm whether machines are saved in the cache, and later boots go on from there
 * @param xenHost the Xen host of the backend {@code xl}
 */
public record BootOptions(
    Path cache,
    Path console,
    Path machineLog,
    boolean offline,
    String backend,
    boolean warm,
    XenHost xenHost) {

  /** Has this machine as the Xen host. */
  public BootOptions(
      Path cache, Path console, Path machineLog, boolean offline, String backend, boolean warm) {
    this(cache, console, machineLog, offline, backend, warm, XenHost.LOCAL);
  }

  /** Returns the usual cache, and {@code console.log} and {@code machine.log} in a directory. */
  public static BootOptions in(Path directory) {
    return new BootOptions(
        userCache(),
        directory.resolve("console.log"),
        directory.resolve("machine.log"),
        false,
        Backends.AUTO,
        true);
  }

  /** Returns the same options with or without the network. */
  public BootOptions withOffline(boolean other) {
    return new BootOptions(cache, console, machineLog, other, backend, warm, xenHost);
  }

  /** Returns the same options with another backend. */
  public BootOptions withBackend(String other) {
    return new BootOptions(cache, console, machineLog, offline, other, warm, xenHost);
  }

  /** Returns the same options with or without saved machines. */
  public BootOptions withWarm(boolean other) {
    return new BootOptions(cache, console, machineLog, offline, backend, other, xenHost);
  }

  /** Returns the same options with another Xen host. */
  public BootOptions withXenHost(XenHost other) {
    return new BootOptions(cache, console, machineLog, offline, backend, warm, other);
  }

  /**
   * Returns the directory in which things are kept between builds, {@code ~/.cache/ec2-unikernel}.
   */
  public static Path userCache() {
    return ApplianceCache.defaultDirectory();
  }
}
