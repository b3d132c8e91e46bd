package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.EbsVolume;
import org.jspecify.annotations.Nullable;

/** An {@code <ebs>} element: which EBS volume instances get of a disk. */
public final class EbsConfiguration {

  /** Its type: gp2, gp3, io1, io2, st1, sc1 or standard; AWS's own choice if not given. */
  private @Nullable String type;

  /** Its I/O operations a second, for gp3, io1 and io2. */
  private @Nullable String iops;

  /** Its MiB a second, for gp3. */
  private @Nullable String throughput;

  /** Its size in GiB; as small as the disk allows if not given. */
  private @Nullable String size;

  /** Whether it goes with its instance; it does if not given. */
  private @Nullable String deleteOnTermination;

  /**
   * Returns the volume.
   *
   * @param property the properties' common beginning, such as {@code unikernel.ami.ebs}
   */
  EbsVolume volume(Settings settings, String property) {
    return new EbsVolume(
        settings.text(property + ".type", type),
        number(settings, property + ".iops", iops),
        number(settings, property + ".throughput", throughput),
        number(settings, property + ".size", size),
        settings.text(property + ".deleteOnTermination", deleteOnTermination) == null
            || settings.flag(property + ".deleteOnTermination", deleteOnTermination));
  }

  private static @Nullable Integer number(
      Settings settings, String property, @Nullable String configured) {
    return settings.text(property, configured) == null
        ? null
        : settings.integer(property, configured, 0);
  }
}
