package io.github.ec2unikernel.harness.benchmark;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How long the parts of one boot took, in seconds.
 *
 * @param up until dom0 was ready, restored or come up
 * @param build until the guest was built, from then
 * @param loader until the kernel ran, from then
 * @param kernel until the verdict, from then
 * @param verdict from the harness's start to the verdict
 * @param teardown from the verdict until nothing was left
 */
record Timing(
    double up, double build, double loader, double kernel, double verdict, double teardown) {

  private static final String FORMAT = "%-32s %8s %8s %8s %8s %9s %9s  %s";

  /** The names of the columns. */
  static final String HEADING =
      FORMAT.formatted(
          "", "up", "build", "loader", "kernel", "verdict", "teardown", "target of the verdict");

  /**
   * Reads a report.
   *
   * @param called when the harness was called
   * @param returned when it returned
   */
  static Timing of(BootReport report, Instant called, Instant returned) {
    Map<String, Double> at = new HashMap<>();
    for (Phase each : report.timeline().phases()) {
      at.putIfAbsent(each.name(), seconds(each.at()));
    }
    double ready = at.getOrDefault("dom0 ready", 0.0);
    double built = at.getOrDefault("guest built", ready);
    double started = at.getOrDefault("guest started", built);
    double kernel = at.getOrDefault("kernel started", started);
    double judged = seconds(report.timeline().duration());
    // reading the disk and finding the appliance is part of the verdict, and no part of a phase
    double verdict = seconds(Duration.between(called, report.timeline().start())) + judged;
    return new Timing(
        ready,
        built - ready,
        kernel - built,
        judged - kernel,
        verdict,
        seconds(Duration.between(called, returned)) - verdict);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Returns a line of the medians of each part. */
  static String medians(String name, List<Timing> all, String target) {
    return FORMAT.formatted(
        name,
        median(all, Timing::up),
        median(all, Timing::build),
        median(all, Timing::loader),
        median(all, Timing::kernel),
        median(all, Timing::verdict),
        median(all, Timing::teardown),
        target);
  }

  private static String median(List<Timing> all, ToDoubleFunction<Timing> part) {
    double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return String.format(Locale.ROOT, "%.2f", median);
  }
}
