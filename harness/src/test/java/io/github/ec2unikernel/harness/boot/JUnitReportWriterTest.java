package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.MachineFacts;
import io.github.ec2unikernel.harness.model.Outcome;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class JUnitReportWriterTest {

  @TempDir Path directory;

  private Document write(Verdict verdict, String reason, String line) throws Exception {
    Path file = directory.resolve("a/TEST-boot.xml");
    BootReport report =
        new BootReport(
            new Outcome(
                verdict,
                reason,
                EndState.CRASHED,
                List.of(new Finding("no room", "error: out of <memory>", "Give more."))),
            MachineFacts.unknown(Path.of("machine.log")),
            new Timeline(Instant.EPOCH, List.of(), Duration.ofMillis(1500)),
            Checks.none(),
            new Transcript(
                Path.of("console.log"), List.of(new TimedLine(Duration.ZERO, line)), 0, List.of()));
    JUnitReportWriter.write(report, "hello", file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
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
    assertThat(failure.getAttribute("message")).isEqualTo("a <b> \ufffd & \"c\"");
    assertThat(failure.getTextContent())
        .isEqualTo("no room (error: out of <memory>)\n  -> Give more.\n");
    assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo("]]> \ufffd \ufffd <x>");
  }
}
