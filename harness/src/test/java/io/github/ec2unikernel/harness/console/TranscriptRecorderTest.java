package io.github.ec2unikernel.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TranscriptRecorderTest {

  private static final Path FILE = Path.of("console.log");

  private final TranscriptRecorder recorder = new TranscriptRecorder();

  @Test
  void aShortConsoleIsKeptWholeWithItsTimes() {
    add(50);
    Transcript transcript = recorder.transcript(FILE);
    assertThat(transcript.first())
        .hasSize(50)
        .endsWith(new TimedLine(Duration.ofMillis(50), "line 50"));
    assertThat(transcript.omitted()).isZero();
    assertThat(transcript.last()).isEmpty();
    assertThat(transcript.tail()).hasSize(40).startsWith("line 11").endsWith("line 50");
  }

  @Test
  void ofALongOneTheBeginAndTheEndAreKeptAndTheRestIsCounted() {
    add(10_000);
    Transcript transcript = recorder.transcript(FILE);
    assertThat(transcript.first()).hasSize(2000).last().extracting("text").isEqualTo("line 2000");
    assertThat(transcript.omitted()).isEqualTo(6000);
    assertThat(transcript.last()).hasSize(2000).first().extracting("text").isEqualTo("line 8001");
    assertThat(transcript.size()).isEqualTo(10_000);
  }

  @Test
  void theTailGoesOverTheSeamWhereNothingIsLeftOut() {
    add(2010);
    assertThat(recorder.transcript(FILE).tail())
        .hasSize(40)
        .startsWith("line 1971")
        .endsWith("line 2010");
  }

  @Test
  void longLinesAreBoundedByTheirTextAndNotByTheirNumber() {
    for (int i = 0; i < 1000; i++) {
      recorder.add("x".repeat(4096), Duration.ZERO);
    }
    Transcript transcript = recorder.transcript(FILE);
    assertThat(transcript.first()).hasSize(64);
    assertThat(transcript.last()).hasSize(64);
    assertThat(transcript.size()).isEqualTo(1000);
  }

  @Test
  void aShortLineAfterOneThatWasTooLongDoesNotGetBeforeIt() {
    recorder.add("a".repeat(TranscriptRecorder.MOST_CHARACTERS), Duration.ZERO);
    recorder.add("b", Duration.ZERO);
    recorder.add("", Duration.ZERO);
    Transcript transcript = recorder.transcript(FILE);
    assertThat(transcript.first()).hasSize(1);
    assertThat(transcript.last()).extracting(TimedLine::text).containsExactly("b", "");
  }

  private void add(int lines) {
    for (int i = 1; i <= lines; i++) {
      recorder.add("line " + i, Duration.ofMillis(i));
    }
  }
}
