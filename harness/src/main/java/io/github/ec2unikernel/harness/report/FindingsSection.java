package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Finding;

/** Shows what is likely wrong, and what to do about it. */
final class FindingsSection implements PageSection {

  @Override
  public String title() {
    return "Likely causes";
  }

  @Override
  public String id() {
    return "findings";
  }

  @Override
  public boolean isIn(BootReport report) {
    return !report.outcome().findings().isEmpty();
  }

  @Override
  public void write(BootReport report, Markup page) {
    page.open("ol", "class", "findings");
    for (Finding finding : report.outcome().findings()) {
      page.open("li").element("p", finding.cause(), "class", "cause");
      if (!finding.evidence().isEmpty()) {
        page.open("p").element("span", "Seen:", "class", "tag").text(" ");
        page.element("code", finding.evidence()).close();
      }
      page.open("p").element("span", "Try:", "class", "tag").text(" ").text(finding.hint()).close();
      page.closeLine();
    }
    page.closeLine();
  }
}
