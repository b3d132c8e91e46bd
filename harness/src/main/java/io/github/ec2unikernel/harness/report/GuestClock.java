package io.github.ec2unikernel.harness.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a guest puts before its lines by its own clock.
 *
 * @param time the time as the guest wrote it, without brackets; empty if there is none
 * @param text the rest of the line
 */
record GuestClock(String time, String text) {

  /** Linux, NetBSD and so rumprun, Unikraft: seconds since the start, in brackets. */
  private static final Pattern SECONDS = Pattern.compile("^\\[ *([0-9]{1,7}\\.[0-9]{2,9})\\] ?");

  /** MirageOS' log: the date, the time and the zone. */
  private static final Pattern DATE =
      Pattern.compile(
          "^([0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
              + "(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?):? ");

  /** Parts a line from its time. */
  static GuestClock of(String line) {
    for (Pattern each : new Pattern[] {SECONDS, DATE}) {
      Matcher found = each.matcher(line);
      if (found.find()) {
        return new GuestClock(found.group(1), line.substring(found.end()));
      }
    }
    return new GuestClock("", line);
  }
}
