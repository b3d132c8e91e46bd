package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a guest whose time is nearly over hangs, and how: silent, and between two
 * questions either without use of the processor or with nothing else.
 */
final class HangWatch {

  /** A guest that was silent for less than this has only paused. */
  private static final Duration SILENT = Duration.ofSeconds(1);

  /** How long before the end of its time a silent guest is asked after. */
  private static final Duration AHEAD = Duration.ofSeconds(3);

  /** Between two questions; the processor time is told in tenths of a second. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** How long an answer may take; a machine that is busy elsewhere is slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Duration timeout;
  private Duration lastOutput = Duration.ZERO;
  private @Nullable Duration asked;
  private @Nullable Duration answered;
  private GuestEvent.@Nullable State first;
  private @Nullable Duration firstAt;
  private GuestEvent.@Nullable State second;
  private @Nullable Duration secondAt;

  HangWatch(Duration timeout) {
    this.timeout = timeout;
  }

  /** The guest printed something: whatever it did before, it did not hang. */
  void output(Duration now) {
    lastOutput = now;
    first = null;
    second = null;
  }

  /**
   * Tells whether the guest is to be asked after now; that it is so is told once.
   *
   * @param started when the guest started
   */
  boolean asks(Duration started, Duration now) {
    Duration ahead = AHEAD.compareTo(timeout) < 0 ? AHEAD : timeout.dividedBy(2);
    boolean awaits = asked != null && answered == null;
    boolean tooEarly = now.minus(started).compareTo(timeout.minus(ahead)) < 0;
    boolean tooSoon = answered != null && now.minus(answered).compareTo(BETWEEN) < 0;
    if (awaits || tooEarly || tooSoon || second != null || !isSilent(now)) {
      return false;
    }
    asked = now;
    answered = null;
    return true;
  }

  /** There is nobody to ask, so no answer is waited for. */
  void hasNoAnswer(Duration now) {
    answered = now;
  }

  /** Takes the answer. */
  void answer(GuestEvent.State state, Duration now) {
    answered = now;
    if (first == null) {
      first = state;
      firstAt = now;
    } else {
      second = state;
      secondAt = now;
    }
  }

  /** Tells whether an answer may still come that is worth waiting for. */
  boolean isPending(Duration now) {
    if (asked == null || second != null || !isSilent(now)) {
      return false;
    }
    boolean mayCome = answered == null || first != null;
    return mayCome && now.minus(asked).compareTo(PATIENCE) < 0;
  }

  /** Tells whether nothing was printed for so long that it is more than a pause. */
  boolean isSilent(Duration now) {
    return now.minus(lastOutput).compareTo(SILENT) >= 0;
  }

  /** Says since when the guest is silent, and what it does, as far as it is known. */
  String words() {
    return String.format(Locale.ROOT, "silent since %.1f s", lastOutput.toMillis() / 1000.0)
        + activity();
  }

  private String activity() {
    if (first == null || second == null || firstAt == null || secondAt == null) {
      return "";
    }
    double cpu = second.cpu().minus(first.cpu()).toMillis();
    double share = cpu / Math.max(1, secondAt.minus(firstAt).toMillis());
    if (share >= 0.5) {
      return ", busy";
    }
    return second.blocked() && share < 0.15 ? ", blocked" : ", at work now and then";
  }
}
