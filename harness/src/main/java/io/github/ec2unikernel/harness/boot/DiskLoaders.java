package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.model.BootLoaders;
import java.nio.file.Path;

/** Finds the programs that HVM disks start with, or makes them. */
public final class DiskLoaders {

  private DiskLoaders() {}

  /**
   * Returns the programs, made now from the distribution's packages if the cache has none.
   *
   * @param cache the directory in which they are kept, {@link BootOptions#userCache} for one
   * @param offline whether packages may not be fetched, so that they have to be there
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if they can't be made
   */
  public static BootLoaders get(Path cache, boolean offline, ApplianceListener listener) {
    return new ApplianceCache(cache, offline).loaders(listener);
  }
}
