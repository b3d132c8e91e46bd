package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Transcript;

/** Shows what was looked at, point by point. */
final class ChecksSection implements PageSection {

  @Override
  public String title() {
    return "Checks";
  }

  @Override
  public String id() {
    return "checks";
  }

  @Override
  public boolean isIn(BootReport report) {
    return !report.checks().lines().isEmpty() || !report.checks().probes().isEmpty();
  }

  @Override
  public void write(BootReport report, Markup page) {
    if (!report.checks().lines().isEmpty()) {
      begin(page, "What the console had to show", "Expected", "Where", "When");
      Transcript shown = ConsoleExcerpt.of(report.transcript());
      for (LineResult line : report.checks().lines()) {
        write(line, shown, page);
      }
      page.close().closeLine();
    }
    if (!report.checks().probes().isEmpty()) {
      begin(page, "What the guest was asked over its network", "Probe", "Answer", "When");
      for (ProbeResult probe : report.checks().probes()) {
        page.open("tr").element("td", sign(probe), "class", tone(probe.passed()));
        page.open("th", "scope", "row").element("code", probe.probe()).close();
        page.element("td", probe.detail());
        page.element("td", Seconds.of(probe.at()), "class", "time").closeLine();
      }
      page.close().closeLine();
    }
  }

  private static void begin(Markup page, String caption, String... columns) {
    page.open("table").element("caption", caption).open("thead").open("tr");
    page.element("th", "Result", "scope", "col");
    for (String column : columns) {
      page.element("th", column, "scope", "col");
    }
    page.close().close().open("tbody");
  }

  private static void write(LineResult line, Transcript shown, Markup page) {
    page.open("tr").element("td", sign(line), "class", tone(line.met()));
    page.open("th", "scope", "row").element("code", line.expectation()).close().open("td");
    if (line.line() == 0) {
      page.text("–");
    } else if (ConsoleExcerpt.has(shown, line.line())) {
      page.element("a", "line " + line.line(), "href", "#L" + line.line());
    } else {
      page.text("line " + line.line());
    }
    page.close();
    page.element("td", line.at() == null ? "–" : Seconds.of(line.at()), "class", "time");
    page.closeLine();
  }

  private static String sign(LineResult line) {
    return line.met() ? "✓ met" : "✗ not met";
  }

  private static String sign(ProbeResult probe) {
    return probe.passed() ? "✓ passed" : "✗ failed";
  }

  private static String tone(boolean good) {
    return good ? "result good" : "result bad";
  }
}
