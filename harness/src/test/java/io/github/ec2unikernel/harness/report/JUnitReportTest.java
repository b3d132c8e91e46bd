package io.github.ec2unikernel.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.MachineFacts;
import io.github.ec2unikernel.harness.model.Outcome;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class JUnitReportTest {

  private Document write(Verdict verdict, String reason, String line) throws Exception {
    BootReport report =
        new BootReport(
            Outcome.of(verdict, reason),
            MachineFacts.unknown(Path.of("machine.log")),
            new Timeline(Instant.EPOCH, List.of(), Duration.ofMillis(1500)),
            Checks.none(),
            new Transcript(
                Path.of("console.log"), List.of(new TimedLine(Duration.ZERO, line)), 0, List.of()));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(JUnitReport.xml(report, "hello"))));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,0,0,0",
    "FAILURE,1,0,0",
    "CRASH,1,0,0",
    "TIMEOUT,1,0,0",
    "ERROR,0,1,0",
    "SKIP,0,0,1"
  })
  void verdictsAreCountedAsCiServersCountThem(
      Verdict verdict, String failures, String errors, String skipped) throws Exception {
    var suite = write(verdict, "why", "line").getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo(failures);
    assertThat(suite.getAttribute("errors")).isEqualTo(errors);
    assertThat(suite.getAttribute("skipped")).isEqualTo(skipped);
    assertThat(suite.getAttribute("time")).isEqualTo("1.500");
  }

  @Test
  void markupAndWhatXmlCantHoldIsSafe() throws Exception {
    Document document = write(Verdict.FAILURE, "a <b> \u0000 & \"c\"", "]]> \ufffe \ud800 <x>");
    var failure = (org.w3c.dom.Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("a <b> \\u{0} & \"c\"");
    assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo("]]> \\u{fffe} \\u{d800} <x>\n");
  }

  @Test
  void aProbeIsATestCaseAndAFindingIsInTheFailure() throws Exception {
    String xml = JUnitReport.xml(new SampleReport().report(), "web");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    var suite = document.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(document.getElementsByTagName("testcase").item(1).getTextContent())
        .isEqualTo("404 Not Found");
    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .contains("The page is not there", "seen: 404 Not Found", "try: Put it there.");
    var memory = (org.w3c.dom.Element) document.getElementsByTagName("property").item(2);
    assertThat(memory.getAttribute("name")).isEqualTo("memory");
    assertThat(memory.getAttribute("value")).isEqualTo("128 MiB");
  }
}
