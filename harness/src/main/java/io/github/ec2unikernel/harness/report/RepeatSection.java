package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.MachineFacts;
import java.nio.file.Path;

/** Shows how to boot again, and where all of it was kept. */
final class RepeatSection implements PageSection {

  private final Path page;

  /**
   * Creates one.
   *
   * @param page the file that the page is written to, which links are relative to
   */
  RepeatSection(Path page) {
    this.page = page;
  }

  @Override
  public String title() {
    return "Repeat it";
  }

  @Override
  public String id() {
    return "repeat";
  }

  @Override
  public void write(BootReport report, Markup markup) {
    MachineFacts machine = report.machine();
    if (!machine.repeat().isEmpty()) {
      command(markup, "Boot and check it again:", machine.repeat());
    }
    if (!machine.command().isEmpty()) {
      markup.open("details").element("summary", "The machine’s own command");
      command(
          markup,
          "Files that it names may be gone; they last as long as a boot.",
          machine.command());
      markup.closeLine();
    }
    markup.element("p", "A click into a command selects all of it.", "class", "hint");
    markup.open("ul", "class", "files");
    link(markup, report.console(), "all that the guest printed");
    link(markup, machine.log(), "what QEMU, Xen and dom0 printed");
    markup.closeLine();
  }

  private static void command(Markup markup, String words, String command) {
    markup.element("p", words).open("pre", "class", "command", "tabindex", "0");
    markup.element("code", command).closeLine();
  }

  private void link(Markup markup, Path file, String words) {
    markup.open("li");
    markup.element("a", file.getFileName().toString(), "href", RelativeLink.of(page, file));
    markup.text(": " + words).closeLine();
  }
}
