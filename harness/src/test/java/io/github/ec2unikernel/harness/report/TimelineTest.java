package io.github.ec2unikernel.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.LineResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

  private final SampleReport sample = new SampleReport();

  private List<String> rows() {
    return TimelineRows.of(sample.report()).stream()
        .map(row -> row.label() + " " + row.time())
        .toList();
  }

  @Test
  void spansAndMomentsStandInTheOrderOfTimeAndTheVerdictLast() {
    assertThat(rows())
        .containsExactly(
            "dom0 starts 2.10 s",
            "guest is built 0.30 s",
            "guest is started 0.05 s",
            "pvgrub 1.45 s",
            "kernel 0.80 s",
            "/listening/ at 4.20 s",
            "TCP 7 at 4.40 s",
            "GET http://:80/ at 4.60 s",
            "FAILURE at 4.70 s");
  }

  @Test
  void withoutABootLoaderTheGuestRunsFromItsStartOn() {
    sample.phases = sample.phases.subList(0, 3);
    assertThat(rows()).contains("guest 2.25 s").noneMatch(row -> row.startsWith("pvgrub"));
  }

  @Test
  void aWarmStartIsARestoreAndNoStartOfDom0() {
    sample.phases =
        List.of(
            SampleReport.phase("restored", 420),
            SampleReport.phase("dom0 ready", 420),
            SampleReport.phase("guest built", 900));
    assertThat(rows())
        .startsWith("saved machine is restored 0.42 s", "guest is built 0.48 s")
        .noneMatch(row -> row.startsWith("dom0"));
  }

  @Test
  void aPhaseNobodyKnowsStillHasARow() {
    sample.phases = List.of(SampleReport.phase("relay closed", 1000));
    assertThat(rows()).contains("machine starts 1.00 s", "relay closed 3.70 s");
  }

  @Test
  void hundredsOfExpectedLinesDoNotHideTheSpans() {
    sample.lines =
        IntStream.range(0, 300)
            .mapToObj(i -> new LineResult("/" + i + "/", true, i + 1, Duration.ofSeconds(4)))
            .toList();
    assertThat(TimelineRows.of(sample.report()))
        .hasSize(5 + TimelineRows.MOST_MOMENTS + 1)
        .last()
        .extracting(TimelineRow::label)
        .isEqualTo("FAILURE");
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "1160, 500", "4700, 1000", "7200, 2000", "13000, 5000", "600000, 200000"})
  void theAxisHasFewEvenMarks(long end, long step) {
    List<Duration> ticks = new TimeAxis(Duration.ofMillis(end)).ticks();
    assertThat(ticks).hasSizeBetween(3, 5).startsWith(Duration.ZERO, Duration.ofMillis(step));
    assertThat(ticks.get(ticks.size() - 1)).isLessThanOrEqualTo(Duration.ofMillis(end));
  }

  @Test
  void placesAreWithinThePicture() {
    TimeAxis axis = new TimeAxis(Duration.ofSeconds(4));
    assertThat(axis.place(Duration.ZERO)).isEqualTo("1.50%");
    assertThat(axis.place(Duration.ofSeconds(2))).isEqualTo("50.00%");
    assertThat(axis.place(Duration.ofSeconds(9))).isEqualTo("98.50%");
    assertThat(axis.length(Duration.ofSeconds(4))).isEqualTo("97.00%");
  }
}
