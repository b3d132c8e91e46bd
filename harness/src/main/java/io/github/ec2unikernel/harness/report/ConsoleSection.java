package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Transcript;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what the guest printed, with times, phases and what was looked for at their places. */
final class ConsoleSection implements PageSection {

  @Override
  public String title() {
    return "Console";
  }

  @Override
  public String id() {
    return "console";
  }

  @Override
  public void write(BootReport report, Markup page) {
    Transcript shown = ConsoleExcerpt.of(report.transcript());
    if (shown.size() == 0) {
      page.element("p", "The guest printed nothing.");
      return;
    }
    boolean clock =
        Stream.of(shown.first(), shown.last())
            .flatMap(List::stream)
            .anyMatch(line -> !GuestClock.of(line.text()).time().isEmpty());
    page.open("div", "class", "console", "tabindex", "0", "role", "region");
    page.open("table", "class", clock ? "clock" : "plain");
    page.element("caption", caption(clock)).open("thead").open("tr");
    page.element("th", "Line", "scope", "col").element("th", "Time", "scope", "col");
    if (clock) {
      page.element("th", "Guest’s clock", "scope", "col");
    }
    page.element("th", "Text", "scope", "col").close().close().open("tbody").ours("\n");
    new Rows(report, clock, page).write(shown);
    page.close().close().closeLine();
  }

  private static String caption(boolean clock) {
    return clock
        ? "Time: seconds since the start of the machine, when the line came. Guest’s clock: the time"
            + " that the guest wrote before it."
        : "Time: seconds since the start of the machine, when the line came.";
  }

  /** Writes the lines and what goes between them. */
  private static final class Rows {

    private final Map<Long, List<LineResult>> results;
    private final Deque<Phase> phases;
    private final Duration verdictAt;
    private final String verdict;
    private final boolean clock;
    private final Markup page;
    private long number;

    Rows(BootReport report, boolean clock, Markup page) {
      this.results =
          report.checks().lines().stream().collect(Collectors.groupingBy(LineResult::line));
      this.phases = new ArrayDeque<>(report.phases());
      this.verdict = report.verdict().name();
      this.verdictAt = report.duration();
      this.clock = clock;
      this.page = page;
    }

    void write(Transcript shown) {
      shown.first().forEach(this::write);
      if (shown.omitted() > 0) {
        note("gap", shown.omitted() + " lines are left out here; the console’s file has more.", "");
        number += shown.omitted();
      }
      shown.last().forEach(this::write);
      phases.forEach(this::mark);
      note("phase", "verdict: " + verdict, Seconds.number(verdictAt, 3));
    }

    private void write(TimedLine line) {
      while (!phases.isEmpty() && phases.getFirst().at().compareTo(line.at()) <= 0) {
        mark(phases.removeFirst());
      }
      number++;
      List<LineResult> here = results.getOrDefault(number, List.of());
      boolean bad = here.stream().anyMatch(result -> !result.met());
      String tone = here.isEmpty() ? "" : bad ? "bad" : "good";
      page.open("tr", "id", "L" + number);
      page.element("th", Long.toString(number), "scope", "row");
      page.element("td", Seconds.number(line.at(), 3));
      GuestClock parted = clock ? GuestClock.of(line.text()) : new GuestClock("", line.text());
      if (clock) {
        page.element("td", parted.time());
      }
      if (tone.isEmpty()) {
        page.open("td");
      } else {
        page.open("td", "class", tone);
      }
      page.element("code", parted.text());
      here.forEach(this::badge);
      page.close().closeLine();
    }

    private void badge(LineResult result) {
      String words = result.met() ? "✓ expected " : "✗ expected ";
      page.text(" ").element("span", words + result.expectation(), "class", "badge");
    }

    private void mark(Phase phase) {
      note("phase", phase.name(), Seconds.number(phase.at(), 3));
    }

    private void note(String tone, String words, String time) {
      page.open("tr", "class", tone).element("td", "").element("td", time);
      if (clock) {
        page.element("td", "");
      }
      page.element("td", words).closeLine();
    }
  }
}
