package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A boot's report as one page of HTML, less than 1 MB. It needs nothing but itself, and forbids the
 * browser to load or run anything: what a guest prints is not to be trusted.
 *
 * @param report the report
 * @param name what was booted, for people
 * @param file where the page is to lie, which its links are relative to
 */
record BootPage(BootReport report, String name, Path file) {

  /** Returns the page. */
  String html() {
    String style = PackagedText.read("boot.css");
    List<PageSection> sections =
        List.<PageSection>of(
                new FindingsSection(),
                new TimelineSection(),
                new ChecksSection(),
                new ConsoleSection(),
                new MachineSection(),
                new RepeatSection(file))
            .stream()
            .filter(section -> section.isIn(report))
            .toList();
    Markup page = new Markup().doctype().open("html", "lang", "en");
    writeHead(page, style);
    page.open("body").element("a", "Skip to the console", "class", "skip", "href", "#console");
    VerdictBanner.write(report, name, page);
    page.open("nav", "aria-label", "Sections").open("ul");
    for (PageSection section : sections) {
      page.open("li").element("a", section.title(), "href", "#" + section.id()).closeLine();
    }
    page.close().closeLine().open("main").ours("\n");
    for (PageSection section : sections) {
      page.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
      page.element("h2", section.title(), "id", section.id() + "-title").ours("\n");
      section.write(report, page);
      page.closeLine();
    }
    return page.close().close().closeLine().toString();
  }

  private void writeHead(Markup page, String style) {
    page.open("head").empty("meta", "charset", "utf-8");
    String policy =
        "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'"
            .formatted(digest(style));
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.element("title", "%s: boot of %s".formatted(report.verdict(), name));
    page.open("style").ours(style).close().closeLine();
  }

  /** Names the only style that the browser may use. */
  private static String digest(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
