package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Printable;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.report.StoredBoot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.maven.doxia.sink.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Writes a boot as a page of a site, in the site's own looks.
 *
 * @param sink takes the page's parts
 */
record SitePage(Sink sink) {

  /** Writes the page. */
  void write(StoredBoot boot) {
    BootReport report = boot.report();
    sink.head();
    sink.title();
    sink.text("Unikernel boot");
    sink.title_();
    sink.head_();
    sink.body();
    begin(1, boot.name() + ": " + report.verdict());
    paragraph(report.reason());
    if (!report.setup().isEmpty()) {
      paragraph(report.setup() + "; started at " + report.timeline().start());
    }
    sink.section1_();
    for (Finding finding : report.outcome().findings()) {
      begin(2, finding.cause());
      paragraph("Seen: " + finding.evidence());
      paragraph("Try: " + finding.hint());
      sink.section2_();
    }
    table("Phases", List.of("Reached", "After"), report.phases().stream().map(SitePage::row));
    table(
        "Console checks",
        List.of("Result", "Expected", "After"),
        report.checks().lines().stream().map(SitePage::row));
    table(
        "Probes",
        List.of("Result", "Probe", "Answer", "After"),
        report.checks().probes().stream().map(SitePage::row));
    table(
        "Machine", List.of("Name", "Value"), report.machine().facts().stream().map(SitePage::row));
    if (!report.tail().isEmpty()) {
      begin(2, "The end of the console");
      sink.verbatim();
      sink.text(Printable.of(String.join("\n", report.tail())));
      sink.verbatim_();
      sink.section2_();
    }
    sink.body_();
    sink.flush();
    sink.close();
  }

  private static List<String> row(Phase phase) {
    return List.of(phase.name(), seconds(phase.at()));
  }

  private static List<String> row(LineResult line) {
    return List.of(line.met() ? "met" : "not met", line.expectation(), seconds(line.at()));
  }

  private static List<String> row(ProbeResult probe) {
    return List.of(
        probe.passed() ? "passed" : "failed", probe.probe(), probe.detail(), seconds(probe.at()));
  }

  private static List<String> row(Fact fact) {
    return List.of(fact.name(), fact.value());
  }

  private void begin(int level, String heading) {
    sink.section(level, null);
    sink.sectionTitle(level, null);
    sink.text(Printable.of(heading));
    sink.sectionTitle_(level);
  }

  private void paragraph(String text) {
    sink.paragraph();
    sink.text(Printable.of(text));
    sink.paragraph_();
  }

  private void table(String heading, List<String> columns, Stream<List<String>> content) {
    List<List<String>> rows = content.toList();
    if (rows.isEmpty()) {
      return;
    }
    begin(2, heading);
    sink.table();
    sink.tableRows(null, false);
    sink.tableRow();
    for (String column : columns) {
      sink.tableHeaderCell();
      sink.text(column);
      sink.tableHeaderCell_();
    }
    sink.tableRow_();
    for (List<String> row : rows) {
      sink.tableRow();
      for (String cell : row) {
        sink.tableCell();
        sink.text(Printable.of(cell));
        sink.tableCell_();
      }
      sink.tableRow_();
    }
    sink.tableRows_();
    sink.table_();
    sink.section2_();
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "" : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
