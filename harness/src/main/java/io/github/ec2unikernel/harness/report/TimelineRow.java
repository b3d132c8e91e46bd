package io.github.ec2unikernel.harness.report;

import java.time.Duration;

/**
 * A row of the timeline's picture.
 *
 * @param label what it is about
 * @param from when it began, since the start of the machine
 * @param to when it ended; the same for a moment
 * @param kind how it is drawn
 */
record TimelineRow(String label, Duration from, Duration to, Kind kind) {

  /** What a row is about. */
  enum Kind {
    /** Something that took its time. */
    SPAN,
    /** A moment at which something was as expected. */
    GOOD,
    /** A moment at which something was not. */
    BAD
  }

  /** Returns a moment. */
  static TimelineRow moment(String label, Duration at, boolean good) {
    return new TimelineRow(label, at, at, good ? Kind.GOOD : Kind.BAD);
  }

  boolean isSpan() {
    return kind == Kind.SPAN;
  }

  /** Returns its time for people: how long it took, or when it was. */
  String time() {
    return isSpan() ? Seconds.of(to.minus(from)) : "at " + Seconds.of(from);
  }
}
