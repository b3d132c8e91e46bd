package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says what came of the boot, first of all. */
final class VerdictBanner {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private VerdictBanner() {}

  static void write(BootReport report, String name, Markup page) {
    Verdict verdict = report.verdict();
    page.open("header", "class", "verdict " + tone(verdict));
    page.element("p", "Boot of " + name, "class", "name");
    page.open("h1").element("span", sign(verdict), "aria-hidden", "true", "class", "sign");
    page.text(" " + verdict.name()).closeLine();
    page.element("p", sentence(report.reason()), "class", "reason");
    page.open("ul", "class", "figures");
    if (!report.timeline().start().equals(Instant.EPOCH)) {
      figure(page, Seconds.of(report.duration()), "to the verdict");
    }
    if (report.outcome().end() != EndState.UNKNOWN) {
      figure(page, words(report.outcome().end()), "guest at the end");
    }
    Checks checks = report.checks();
    if (!checks.lines().isEmpty()) {
      long met = checks.lines().stream().filter(LineResult::met).count();
      figure(page, met + " of " + checks.lines().size(), "console checks met");
    }
    if (!checks.probes().isEmpty()) {
      long passed = checks.probes().stream().filter(ProbeResult::passed).count();
      figure(page, passed + " of " + checks.probes().size(), "probes passed");
    }
    page.closeLine();
    if (!report.timeline().start().equals(Instant.EPOCH)) {
      String start = report.timeline().start().toString();
      page.open("p", "class", "when").text("Started on ");
      page.element("time", DATE.format(report.timeline().start()), "datetime", start);
      page.text(report.setup().isEmpty() ? "" : ". " + report.setup() + ".").closeLine();
    }
    page.closeLine();
  }

  private static void figure(Markup page, String value, String what) {
    page.open("li").element("strong", value).text(" ").element("span", what).closeLine();
  }

  private static String sentence(String reason) {
    return reason.isEmpty()
        ? reason
        : reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1);
  }

  private static String words(EndState end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case SUCCESS -> "good";
      case SKIP -> "neutral";
      case ERROR, TIMEOUT -> "doubtful";
      case FAILURE, CRASH -> "bad";
    };
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case SUCCESS -> "✓";
      case SKIP -> "–";
      case ERROR -> "!";
      case TIMEOUT -> "◔";
      case FAILURE, CRASH -> "✗";
    };
  }
}
