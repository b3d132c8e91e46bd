package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Fact;

/** Shows what was booted on what. */
final class MachineSection implements PageSection {

  @Override
  public String title() {
    return "Machine";
  }

  @Override
  public String id() {
    return "machine";
  }

  @Override
  public boolean isIn(BootReport report) {
    return !report.machine().facts().isEmpty();
  }

  @Override
  public void write(BootReport report, Markup page) {
    page.open("dl");
    for (Fact fact : report.machine().facts()) {
      page.open("div").element("dt", fact.name());
      page.open("dd").element("code", fact.value().isEmpty() ? "–" : fact.value()).close();
      page.closeLine();
    }
    page.closeLine();
  }
}
