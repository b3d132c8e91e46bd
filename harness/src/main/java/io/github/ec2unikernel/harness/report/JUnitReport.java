package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import java.util.List;

/**
 * A boot's report in the JUnit format, which CI servers show: a test case for the boot, and one for
 * each probe.
 */
final class JUnitReport {

  private static final String CLASS = "boot";

  private JUnitReport() {}

  /**
   * Returns the report.
   *
   * @param name the boot's test case, such as the project's artifact id
   */
  static String xml(BootReport report, String name) {
    List<ProbeResult> probes = report.checks().probes();
    String seconds = Seconds.number(report.duration(), 3);
    boolean error = report.verdict() == Verdict.ERROR;
    boolean skipped = report.verdict() == Verdict.SKIP;
    boolean failure = !report.passed() && !error && !skipped;
    long failures = probes.stream().filter(probe -> !probe.passed()).count() + (failure ? 1 : 0);
    Markup xml = new Markup().declaration();
    xml.open(
        "testsuite",
        "name",
        CLASS,
        "tests",
        Integer.toString(1 + probes.size()),
        "failures",
        Long.toString(failures),
        "errors",
        error ? "1" : "0",
        "skipped",
        skipped ? "1" : "0",
        "time",
        seconds);
    writeProperties(report, xml);
    xml.open("testcase", "classname", CLASS, "name", name, "time", seconds);
    if (!report.passed()) {
      String outcome = error ? "error" : skipped ? "skipped" : "failure";
      xml.open(outcome, "type", report.verdict().name(), "message", report.reason());
      report.outcome().findings().forEach(finding -> write(finding, xml));
      xml.closeLine();
    }
    xml.open("system-out");
    report.tail().forEach(line -> xml.text(line).ours("\n"));
    xml.close().closeLine();
    probes.forEach(probe -> write(probe, xml));
    return xml.closeLine().toString();
  }

  private static void writeProperties(BootReport report, Markup xml) {
    xml.open("properties");
    xml.empty("property", "name", "end", "value", report.outcome().end().name());
    for (Fact fact : report.machine().facts()) {
      xml.empty("property", "name", fact.name(), "value", fact.value());
    }
    xml.closeLine();
  }

  private static void write(Finding finding, Markup xml) {
    xml.text(finding.cause()).ours("\n  seen: ").text(finding.evidence());
    xml.ours("\n  try: ").text(finding.hint()).ours("\n");
  }

  private static void write(ProbeResult probe, Markup xml) {
    xml.open("testcase", "classname", CLASS + ".probe", "name", probe.probe());
    if (!probe.passed()) {
      xml.empty("failure", "type", "PROBE", "message", probe.detail());
    }
    xml.element("system-out", probe.detail()).closeLine();
  }
}
