package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.inventory.Retention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The {@code <prune>} element: what stays. */
public final class PruneConfiguration {

  private static final int KEEP = 3;
  private static final Duration ORPHAN_AGE = Duration.ofDays(1);

  /** How many of the newest versions stay, 3 if not given. User property: unikernel.prune.keep. */
  private @Nullable String keep;

  /**
   * Up to which age versions stay, such as {@code 30d}; none for their age if not given. User
   * property: unikernel.prune.youngerThan.
   */
  private @Nullable String youngerThan;

  /**
   * From which age on what belongs to no AMI goes, {@code 1d} if not given; what a run is making
   * right now is younger. User property: unikernel.prune.orphanAge.
   */
  private @Nullable String orphanAge;

  /**
   * Whether versions go that others may launch, false if not given. User property:
   * unikernel.prune.shared.
   */
  private @Nullable String shared;

  Retention retention(Settings settings) {
    int newest = settings.integer("unikernel.prune.keep", keep, KEEP);
    if (newest < 0) {
      throw new InputException(
          "<prune><keep> is '" + newest + "'", "Give how many versions are to stay, 0 or more.");
    }
    Duration young = settings.duration("unikernel.prune.youngerThan", youngerThan, Duration.ZERO);
    return new Retention(
        newest,
        young.isZero() ? null : young,
        settings.flag("unikernel.prune.shared", shared),
        settings.duration("unikernel.prune.orphanAge", orphanAge, ORPHAN_AGE));
  }
}
