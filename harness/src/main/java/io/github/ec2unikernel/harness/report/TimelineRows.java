package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the timeline's rows from a report: what went on between its phases, and what was seen. */
final class TimelineRows {

  /** A picture with more moments than this tells less; the tables have all. */
  static final int MOST_MOMENTS = 16;

  /** Phases that are reached at once have nothing between them to show. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** What goes on until the first phase. */
  private static final Map<String, String> UNTIL =
      Map.of(
          "dom0 ready", "dom0 starts",
          "restored", "saved machine is restored");

  /** What goes on after a phase. */
  private static final Map<String, String> AFTER =
      Map.of(
          "restored", "guest is built",
          "dom0 ready", "guest is built",
          "guest built", "guest is started",
          "boot loader started", "boot loader on the disk",
          "kernel started", "kernel",
          "guest ended", "rest of the console");

  private TimelineRows() {}

  /** Returns the rows in the order of time; the verdict is the last. */
  static List<TimelineRow> of(BootReport report) {
    List<TimelineRow> rows = spans(report);
    rows.addAll(moments(report));
    rows.sort(Comparator.comparing(TimelineRow::from));
    boolean good = report.passed() || report.verdict() == Verdict.SKIP;
    rows.add(TimelineRow.moment(report.verdict().name(), report.duration(), good));
    return rows;
  }

  private static List<TimelineRow> spans(BootReport report) {
    List<Phase> phases = new ArrayList<>(report.phases());
    phases.add(new Phase("", report.duration()));
    List<TimelineRow> spans = new ArrayList<>();
    Phase before = null;
    for (Phase phase : phases) {
      Duration from = before == null ? Duration.ZERO : before.at();
      if (phase.at().minus(from).compareTo(SHORTEST) >= 0) {
        String label = label(before, phase);
        spans.add(new TimelineRow(label, from, phase.at(), TimelineRow.Kind.SPAN));
      }
      before = phase;
    }
    return spans;
  }

  private static String label(@Nullable Phase before, Phase next) {
    if (before == null) {
      return UNTIL.getOrDefault(next.name(), "machine starts");
    }
    if (before.name().equals("guest started")) {
      return switch (next.name()) {
        case "boot loader started" -> "firmware";
        case "kernel started" -> "pvgrub";
        default -> "guest";
      };
    }
    return AFTER.getOrDefault(before.name(), before.name());
  }

  private static List<TimelineRow> moments(BootReport report) {
    List<TimelineRow> moments = new ArrayList<>();
    for (LineResult line : report.checks().lines()) {
      if (line.at() != null) {
        moments.add(TimelineRow.moment(line.expectation(), line.at(), line.met()));
      }
    }
    for (ProbeResult probe : report.checks().probes()) {
      moments.add(TimelineRow.moment(probe.probe(), probe.at(), probe.passed()));
    }
    moments.sort(Comparator.comparing(TimelineRow::from));
    return moments.subList(0, Math.min(moments.size(), MOST_MOMENTS));
  }
}
