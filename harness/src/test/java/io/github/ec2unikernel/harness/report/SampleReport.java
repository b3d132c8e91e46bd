package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.MachineFacts;
import io.github.ec2unikernel.harness.model.Outcome;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A report with something in every place, to be changed by the tests. */
final class SampleReport {

  Outcome outcome =
      new Outcome(
          Verdict.FAILURE,
          "the probe GET http://:80/ was answered with 404",
          EndState.RUNNING,
          List.of(new Finding("The page is not there", "404 Not Found", "Put it there.")));
  String repeat = "mvn -f pom.xml verify";
  List<Phase> phases =
      List.of(
          phase("dom0 ready", 2100),
          phase("guest built", 2400),
          phase("guest started", 2450),
          phase("kernel started", 3900));
  List<LineResult> lines =
      List.of(
          new LineResult("/listening/", true, 2, Duration.ofMillis(4200)),
          LineResult.undecided("no /panic/", true));
  List<ProbeResult> probes =
      List.of(
          new ProbeResult("GET http://:80/", false, Duration.ofMillis(4600), "404 Not Found"),
          new ProbeResult("TCP 7", true, Duration.ofMillis(4400), "connected"));
  List<TimedLine> console =
      List.of(
          line(3950, "[    0.000000] Linux version 6.1"),
          line(4200, "[    0.250000] httpd: listening on port 80"));
  Path directory = Path.of("target/ec2-unikernel");
  Duration duration = Duration.ofMillis(4700);

  static Phase phase(String name, long millis) {
    return new Phase(name, Duration.ofMillis(millis));
  }

  static TimedLine line(long millis, String text) {
    return new TimedLine(Duration.ofMillis(millis), text);
  }

  /** Puts this text in every place that a guest or a user fills. */
  static SampleReport everywhere(String text) {
    SampleReport sample = new SampleReport();
    Finding finding = new Finding(text, text, text);
    sample.outcome = new Outcome(Verdict.CRASH, text, EndState.CRASHED, List.of(finding));
    sample.repeat = text;
    sample.phases = List.of(phase(text, 10));
    sample.lines = List.of(new LineResult(text, true, 1, Duration.ofMillis(20)));
    sample.probes = List.of(new ProbeResult(text, false, Duration.ofMillis(30), text));
    sample.console = List.of(line(20, text));
    return sample;
  }

  SampleReport withConsole(int count, String text) {
    List<TimedLine> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(line(4000 + i, text));
    }
    console = many;
    return this;
  }

  BootReport report() {
    return new BootReport(
        outcome,
        new MachineFacts(
            "pvgrub, 128 MiB, 1 vcpu, Xen in QEMU (tcg)",
            List.of(new Fact("disk", "target/web.raw"), new Fact("memory", "128 MiB")),
            "qemu-system-x86_64 -m 640",
            repeat,
            directory.resolve("machine.log")),
        new Timeline(Instant.parse("2026-11-21T18:13:26Z"), phases, duration),
        new Checks(lines, probes),
        new Transcript(directory.resolve("console.log"), console, 0, List.of()));
  }
}
