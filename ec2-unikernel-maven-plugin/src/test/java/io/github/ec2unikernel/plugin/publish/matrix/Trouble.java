package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.CallPattern;
import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.Occasion;
import java.util.Map;

/** What goes wrong with a call. */
enum Trouble {
  /** It is denied. */
  DENIED("denied"),
  /** It is throttled three times. */
  THROTTLED("throttled 3x"),
  /** It is made, and its connection ends without an answer. */
  RESET("reset after"),
  /** It is made, and its connection stays open without an answer. */
  SILENT("hangs"),
  /** The publisher is killed as it makes it. */
  KILLED_BEFORE("killed before"),
  /** The publisher is killed when it is made and not yet answered. */
  KILLED_AFTER("killed after");

  private static final int TIMES = 3;

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  boolean isKill() {
    return this == KILLED_BEFORE || this == KILLED_AFTER;
  }

  /**
   * Returns the fault.
   *
   * @param kill what kills
   */
  Fault at(Moment moment, Runnable kill) {
    return switch (this) {
      case DENIED -> fault(moment, 1, false, new Effect.Denial());
      case THROTTLED -> fault(moment, TIMES, false, new Effect.Throttling());
      case RESET -> fault(moment, 1, true, new Effect.Reset());
      case SILENT -> fault(moment, 1, true, new Effect.Silence());
      case KILLED_BEFORE -> fault(moment, 1, false, new Effect.Hook(kill));
      case KILLED_AFTER -> fault(moment, 1, true, new Effect.Hook(kill));
    };
  }

  private static Fault fault(Moment moment, int times, boolean after, Effect effect) {
    return new Fault(
        new CallPattern(moment.service(), moment.action(), Map.of()),
        new Occasion.Counted(moment.nth(), times),
        after,
        effect);
  }

  @Override
  public String toString() {
    return words;
  }
}
