package io.github.ec2unikernel.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.LineCount;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines that have to come so often, and in such a time. */
class LineBoundsTest {

  private static final Expectations NOTHING =
      new Expectations(
          List.of(), List.of(), End.ANY, Duration.ofSeconds(60), Duration.ofSeconds(1));

  private static LineJudge lines(ExpectedLine... lines) {
    return new LineJudge(NOTHING.withLines(List.of(lines)));
  }

  private static LineJudge counts(LineCount... counts) {
    return new LineJudge(NOTHING.withCounts(List.of(counts)));
  }

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void aLineIsWaitedForAsOftenAsItHasToCome() {
    LineJudge judge = lines(ExpectedLine.of("tick").withTimes(3), ExpectedLine.of("done"));
    judge.line("tick", at(1));
    judge.line("done", at(2));
    judge.line("tick", at(3));
    assertThat(judge.awaited()).contains("/tick/ (time 3 of 3)");
    judge.line("tick tick", at(4));
    assertThat(judge.awaited()).contains("/done/");
    judge.line("done", at(5));
    assertThat(judge.allMet()).isTrue();
    assertThat(judge.met()).isEqualTo(2);
  }

  @Test
  void theFirstLinesTimeCountsFromTheKernelsStart() {
    LineJudge judge = lines(ExpectedLine.of("READY").within(at(2)));
    judge.look(at(100));
    assertThat(judge.offence()).isEmpty();
    judge.started(at(100));
    judge.look(at(102));
    assertThat(judge.offence()).isEmpty();
    judge.look(at(103));
    assertThat(judge.offence()).contains("/READY/ did not come within 2 s of the kernel's start");
  }

  @Test
  void aLinesTimeCountsFromTheLineBeforeIt() {
    LineJudge judge = lines(ExpectedLine.of("a"), ExpectedLine.of("b").within(at(2)));
    judge.started(at(0));
    judge.line("a", at(50));
    judge.line("b", at(53));
    assertThat(judge.offence()).contains("/b/ did not come within 2 s of /a/");
  }

  @Test
  void aLineInItsTimeIsNoOffenceLater() {
    LineJudge judge = lines(ExpectedLine.of("a").within(at(2)));
    judge.started(at(10));
    judge.line("a", at(12));
    judge.look(at(99));
    assertThat(judge.offence()).isEmpty();
  }

  @Test
  void theLastOfSeveralLinesHasToComeInTheTime() {
    LineJudge judge = lines(ExpectedLine.of("tick").withTimes(2).within(at(5)));
    judge.started(at(0));
    judge.line("tick", at(4));
    assertThat(judge.offence()).isEmpty();
    judge.look(at(6));
    assertThat(judge.offence()).get().asString().startsWith("/tick/ (time 2 of 2) did not come");
  }

  @Test
  void linesAreCountedWhereverTheyCome() {
    LineJudge judge = counts(LineCount.atLeast(2, Pattern.compile("GET")));
    judge.line("GET /a GET /b", at(1));
    assertThat(judge.allMet()).isFalse();
    assertThat(judge.awaited()).contains("at least 2 lines with /GET/ (there was 1)");
    judge.line("noise", at(2));
    judge.line("GET /c", at(3));
    assertThat(judge.allMet()).isTrue();
    assertThat(judge.counts()).allMatch(result -> result.met());
  }

  @Test
  void oneLineTooManyIsAnOffence() {
    LineJudge judge = counts(LineCount.exactly(1, Pattern.compile("READY")));
    judge.line("READY", at(1));
    assertThat(judge.allMet()).isTrue();
    assertThat(judge.offence()).isEmpty();
    judge.line("READY again", at(2));
    assertThat(judge.offence())
        .contains(
            "the console was to have exactly 1 line with /READY/ (there were 2) by this line:"
                + " READY again");
    assertThat(judge.counts()).noneMatch(result -> result.met());
  }

  @Test
  void aPromptIsCountedOnce() {
    LineJudge judge = counts(LineCount.atMost(1, Pattern.compile("login")));
    judge.partial("login: ", at(1));
    judge.partial("login: r", at(2));
    judge.line("login: root", at(3));
    assertThat(judge.offence()).isEmpty();
  }
}
