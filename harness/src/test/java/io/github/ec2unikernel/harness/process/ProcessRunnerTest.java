package io.github.ec2unikernel.harness.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessRunnerTest {

  private static final Path ROOT = Path.of("/");

  @Test
  void exitCodeAndOutputComeBack() {
    Exit exit =
        ProcessRunner.run(
            Command.of("sh", "-c", "echo out; echo err >&2; exit 3"), ROOT, Duration.ofSeconds(5));
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.answer()).isEqualTo("out\n");
    assertThat(exit.errors()).isEqualTo("err\n");
    assertThat(exit.output()).isEqualTo("out\nerr\n");
    assertThat(exit.succeeded()).isFalse();
  }

  @Test
  void aCommandWhoseTimeIsUpIsEnded() {
    Instant start = Instant.now();
    Exit exit = ProcessRunner.run(Command.of("sleep", "30"), ROOT, Duration.ofMillis(200));
    assertThat(exit.timedOut()).isTrue();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(
            () -> ProcessRunner.run(Command.of("no-such-program"), ROOT, Duration.ofSeconds(5)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void closingEndsTheProcess() throws InterruptedException {
    RunningProcess process = ProcessRunner.start(Command.of("sleep", "30"), ROOT);
    assertThat(process.hasEnded()).isFalse();
    process.close();
    assertThat(process.hasEnded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trap '' TERM; sleep 30; sleep 30", "sleep 30 & sleep 30", "sleep 30 & exit 0"})
  void noCommandHoldsTheBuildUp(String script) {
    Instant start = Instant.now();
    ProcessRunner.run(Command.of("sh", "-c", script), ROOT, Duration.ofSeconds(1));
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void onlyTheEndOfALongOutputIsKept() {
    Exit exit = ProcessRunner.run(Command.of("seq", "100000"), ROOT, Duration.ofSeconds(10));
    assertThat(exit.answer()).hasSize(ProcessRunner.MOST_OUTPUT).endsWith("100000\n");
  }

  @Test
  void theInputOfAProcessThatReadsNothingIsNotEndedForEver() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    try (Conversation talk =
        ProcessRunner.converse(
            Command.of("sh", "-c", "read line; echo read; exec sleep 60"),
            ROOT,
            output -> reading.countDown(),
            error -> {})) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  talk.send(ByteBuffer.wrap(("line\n" + "x".repeat(1 << 20)).getBytes(UTF_8)));
                } catch (IOException e) {
                  // its end breaks the pipe
                }
              });
      writer.setDaemon(true);
      writer.start();
      reading.await();

      assertThatThrownBy(() -> talk.endInput(Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
  }
}
