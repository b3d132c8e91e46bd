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
    judge.line("second");
    judge.line("first");
    assertThat(judge.allMet()).isFalse();
    assertThat(judge.awaited().orElseThrow().pattern()).isEqualTo("second");
    judge.line("the second one");
    assertThat(judge.allMet()).isTrue();
  }

  @Test
  void oneLineMeetsOneExpectation() {
    LineJudge judge = expecting(List.of("a", "a"), List.of());
    judge.line("a a");
    assertThat(judge.met()).isEqualTo(1);
  }

  @Test
  void aPromptCountsOnceThoughItIsSeenTwice() {
    LineJudge judge = expecting(List.of("login", "login"), List.of());
    judge.partial("login: ");
    judge.partial("login: r");
    judge.line("login: root");
    assertThat(judge.met()).isEqualTo(1);
    judge.line("login: ");
    assertThat(judge.allMet()).isTrue();
  }

  @Test
  void aForbiddenLineIsQuoted() {
    LineJudge judge = expecting(List.of(), List.of("panic|Oops"));
    judge.line("all is well");
    assertThat(judge.offence()).isEmpty();
    judge.line("kernel panic: no");
    assertThat(judge.offence()).hasValueSatisfying(text -> assertThat(text).contains("panic: no"));
  }

  @Test
  void withoutExpectationsAllIsMet() {
    assertThat(expecting(List.of(), List.of()).allMet()).isTrue();
  }
}
