package io.github.ec2unikernel.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BootPageTest {

  private static final Path FILE = Path.of("target/ec2-unikernel/boot.html");

  private final SampleReport sample = new SampleReport();

  private static String html(BootReport report) {
    return new BootPage(report, "web", FILE).html();
  }

  private static Document page(BootReport report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html(report))));
  }

  private static List<Element> elements(Document page, String name) {
    var found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Element withId(Document page, String id) {
    return elements(page, "*").stream()
        .filter(it -> it.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent().strip())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theVerdictComesFirstInWordsAndNotInColourAlone(Verdict verdict) throws Exception {
    Document page =
        page(BootReport.notRun(verdict, "why", Path.of("console.log"), Path.of("machine.log")));
    assertThat(elements(page, "title").get(0).getTextContent()).startsWith(verdict + ": ");
    assertThat(elements(page, "h1").get(0).getTextContent()).contains(verdict.name());
    assertThat(elements(page, "header").get(0).getTextContent()).contains("Why");
  }

  @Test
  void everythingKnownIsShown() throws Exception {
    Document page = page(sample.report());
    assertThat(withId(page, "findings").getTextContent())
        .contains("The page is not there", "404 Not Found", "Put it there.");
    assertThat(texts(withId(page, "checks"), "td"))
        .contains("✓ met", "line 2", "4.20 s", "✗ failed", "404 Not Found", "4.60 s");
    assertThat(texts(withId(page, "machine"), "dd")).containsExactly("target/web.raw", "128 MiB");
    assertThat(texts(withId(page, "repeat"), "pre"))
        .containsExactly("mvn -f pom.xml verify", "qemu-system-x86_64 -m 640");
    assertThat(elements(page, "a").stream().map(it -> it.getAttribute("href")))
        .contains("./console.log", "./machine.log");
  }

  @Test
  void everyLinkWithinThePageLeadsSomewhere() throws Exception {
    Document page = page(sample.report());
    assertThat(elements(page, "a").stream().map(it -> it.getAttribute("href")))
        .filteredOn(href -> href.startsWith("#"))
        .hasSizeGreaterThan(6)
        .allSatisfy(href -> assertThat(withId(page, href.substring(1))).isNotNull());
  }

  @Test
  void sectionsWithNothingToSayAreLeftOut() throws Exception {
    Document page =
        page(
            BootReport.notStarted(
                new EnvironmentException("no QEMU is here", "Install it."),
                Path.of("console.log"),
                Path.of("machine.log")));
    assertThat(elements(page, "section").stream().map(it -> it.getAttribute("id")))
        .containsExactly("findings", "console", "repeat");
    assertThat(withId(page, "findings").getTextContent()).contains("Install it.");
    assertThat(withId(page, "console").getTextContent()).contains("The guest printed nothing.");
    assertThat(elements(page, "header").get(0).getTextContent()).contains("No QEMU is here");
  }

  @Test
  void phasesStandInTheConsoleWhereTheyWereReached() throws Exception {
    assertThat(texts(withId(page(sample.report()), "console"), "tr"))
        .extracting(row -> row.replaceAll("\\s+", " "))
        .containsSubsequence(
            "2.100dom0 ready",
            "3.900kernel started",
            "13.9500.000000Linux version 6.1",
            "24.2000.250000httpd: listening on port 80 ✓ expected /listening/",
            "4.700verdict: FAILURE");
  }

  @Test
  void withoutAGuestsClockThereIsNoColumnForIt() throws Exception {
    sample.console = List.of(SampleReport.line(4000, "READY"));
    assertThat(texts(withId(page(sample.report()), "console"), "th"))
        .containsExactly("Line", "Time", "Text", "1");
  }

  @Test
  void aForbiddenLineIsMarkedAsSuch() throws Exception {
    sample.lines = List.of(new LineResult("no /httpd/", false, 2, Duration.ofMillis(4200)));
    assertThat(withId(page(sample.report()), "L2").getTextContent())
        .contains("✗ expected no /httpd/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' & ]]> <!-- -->",
        "javascript:alert(1)"
      })
  void whatAGuestPrintsNeverBecomesMarkup(String hostile) throws Exception {
    Document harmless = page(SampleReport.everywhere("harmless").report());
    Document page = page(SampleReport.everywhere(hostile).report());
    assertThat(elements(page, "*").stream().map(Element::getTagName))
        .containsExactlyElementsOf(
            elements(harmless, "*").stream().map(Element::getTagName).toList());
    assertThat(elements(page, "*").stream().map(it -> it.getAttributes().getLength()))
        .containsExactlyElementsOf(
            elements(harmless, "*").stream().map(it -> it.getAttributes().getLength()).toList());
    assertThat(withId(page, "L1").getTextContent()).contains(hostile);
  }

  @Test
  void whatCantBeSeenIsWrittenOut() throws Exception {
    String html = html(SampleReport.everywhere("a\u202eb\u2066c\u0000d\u001be\ufffdf").report());
    assertThat(html)
        .doesNotContain("\u202e", "\u2066", "\u0000", "\u001b")
        .contains("a\\u{202e}b\\u{2066}c\\u{0}d\\u{1b}e\ufffdf");
  }

  @Test
  void thePageNeedsNothingButItselfAndForbidsTheRest() throws Exception {
    Document page = page(sample.report());
    Element style = elements(page, "style").get(0);
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(style.getTextContent().getBytes(StandardCharsets.UTF_8));
    assertThat(elements(page, "meta").stream().map(it -> it.getAttribute("content")))
        .contains(
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(Base64.getEncoder().encodeToString(digest)));
    assertThat(style.getTextContent()).doesNotContain("url(", "@import", "<", ">", "&");
    assertThat(elements(page, "*").stream().map(Element::getTagName))
        .doesNotContain("script", "link", "img", "iframe", "object", "font");
    assertThat(elements(page, "*"))
        .noneMatch(it -> it.hasAttribute("src") || it.hasAttribute("style"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "<&\"", "\u202e\u202e\u202e", "\ud83d\ude00\u6f22"})
  void aFloodStillFitsIntoAMegabyte(String unit) throws Exception {
    BootReport report = sample.withConsole(2000, unit.repeat(4096 / unit.length())).report();
    String html = html(report);
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(500_000, 1_000_000);
    assertThat(html).contains(" lines are left out here", "id=\"L1\"", "id=\"L2000\"");
  }

  @Test
  void theLinesAfterAGapKeepTheirNumbers() throws Exception {
    Transcript transcript =
        new Transcript(
            Path.of("console.log"),
            List.of(SampleReport.line(1, "first")),
            1_000_000,
            List.of(SampleReport.line(2, "last")));
    BootReport flood = sample.report();
    Document page =
        page(
            new BootReport(
                flood.outcome(), flood.machine(), flood.timeline(), flood.checks(), transcript));
    assertThat(withId(page, "L1000002").getTextContent()).contains("last");
    assertThat(withId(page, "console").getTextContent())
        .contains("1000000 lines are left out here");
  }

  @Test
  void theSameReportGivesTheSamePage() {
    assertThat(html(sample.report())).isEqualTo(html(new SampleReport().report()));
  }
}
