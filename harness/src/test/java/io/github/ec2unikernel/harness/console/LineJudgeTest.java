package io.github.ec2unikernel.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineJudgeTest {

  private static LineJudge expecting(List<String> lines, List<String> forbidden) {
    return new LineJudge(
        new Expectations(
            lines.stream().map(Pattern::compile).toList(),
            forbidden.stream().map(Pattern::compile).toList(),
            End.ANY,
            Duration.ofSeconds(1),
            Duration.ZERO));
  }

  @Test
  void linesHaveToComeInOrder() {
    LineJudge judge = expecting(List.of("first", "second"), List.of());
    judge.line("second", Duration.ZERO);
    judge.line("first", Duration.ZERO);
    assertThat(judge.allMet()).isFalse();
    assertThat(judge.awaited()).contains("/second/");
    judge.line("the second one", Duration.ZERO);
    assertThat(judge.allMet()).isTrue();
  }

  @Test
  void oneLineMeetsOneExpectation() {
    LineJudge judge = expecting(List.of("a", "a"), List.of());
    judge.line("a a", Duration.ZERO);
    assertThat(judge.met()).isEqualTo(1);
  }

  @Test
  void aPromptCountsOnceThoughItIsSeenTwice() {
    LineJudge judge = expecting(List.of("login", "login"), List.of());
    judge.partial("login: ", Duration.ZERO);
    judge.partial("login: r", Duration.ZERO);
    judge.line("login: root", Duration.ZERO);
    assertThat(judge.met()).isEqualTo(1);
    judge.line("login: ", Duration.ZERO);
    assertThat(judge.allMet()).isTrue();
  }

  @Test
  void aForbiddenLineIsQuoted() {
    LineJudge judge = expecting(List.of(), List.of("panic|Oops"));
    judge.line("all is well", Duration.ZERO);
    assertThat(judge.offence()).isEmpty();
    judge.line("kernel panic: no", Duration.ZERO);
    assertThat(judge.offence()).hasValueSatisfying(text -> assertThat(text).contains("panic: no"));
  }

  @Test
  void withoutExpectationsAllIsMet() {
    assertThat(expecting(List.of(), List.of()).allMet()).isTrue();
  }
}
