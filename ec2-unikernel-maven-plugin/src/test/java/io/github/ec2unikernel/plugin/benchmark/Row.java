package io.github.ec2unikernel.plugin.benchmark;

import java.util.Locale;

/**
 * One line of the result.
 *
 * @param what what was measured
 * @param ours our figure
 * @param peer the peer's name
 * @param theirs the peer's figure
 * @param ratio what the target is about
 * @param target it, in words
 * @param met whether it is met
 */
record Row(
    String what,
    String ours,
    String peer,
    String theirs,
    String ratio,
    String target,
    boolean met) {

  static final String HEADING =
      String.format(
          "%-34s %14s  %-34s %14s %9s  %-24s %s",
          "", "ours", "peer", "its figure", "ratio", "target", "met");

  /** Returns one whose target is to take at most so many times as long as the peer. */
  static Row within(String what, Contest.Medians medians, String peer, double times) {
    double ratio = medians.ours() / medians.peer();
    return new Row(
        what,
        seconds(medians.ours()),
        peer,
        seconds(medians.peer()),
        format("%.2f", ratio),
        format("at most %.2f x its time", times),
        ratio <= times);
  }

  /** Returns one whose target is to be so many times as fast as the peer, a part of 1 perhaps. */
  static Row atLeast(String what, Contest.Medians medians, String peer, double times) {
    double ratio = medians.peer() / medians.ours();
    return new Row(
        what,
        seconds(medians.ours()),
        peer,
        seconds(medians.peer()),
        format("%.2f", ratio),
        format("at least %.2f x its speed", times),
        ratio >= times);
  }

  /** Returns one of bytes, whose target is to be at most so many beyond the peer's. */
  static Row bytes(String what, long ours, String peer, long theirs, long beyond) {
    return new Row(
        what,
        mebibytes(ours),
        peer,
        mebibytes(theirs),
        "",
        "at most " + mebibytes(beyond) + " more",
        ours <= theirs + beyond);
  }

  /** Returns one of bytes, whose target is to be no more than the -Xmx that the process ran under. */
  static Row below(String what, long ours, long limit) {
    return new Row(
        what, mebibytes(ours), "-Xmx", mebibytes(limit), "", "at most -Xmx", ours <= limit);
  }

  @Override
  public String toString() {
    return format(
        "%-34s %14s  %-34s %14s %9s  %-24s %s",
        what, ours, peer, theirs, ratio, target, met ? "yes" : "NO");
  }

  private static String seconds(double seconds) {
    return format("%.4f s", seconds);
  }

  private static String mebibytes(long bytes) {
    return format("%.1f MiB", bytes / 1048576.0);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
