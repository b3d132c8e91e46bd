package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LineTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final CountDownLatch closing = new CountDownLatch(1);

  @Test
  void nothingComesOfACallThatWaitsWhenTheLineIsClosed() {
    Line line = new Line(Network.far(HOUR), closing);
    closing.countDown();

    assertThatExceptionOfType(Interruption.class)
        .isThrownBy(line::travel)
        .matches(interruption -> interruption.ending() == Reply.Ending.RESET);
    assertThatExceptionOfType(Interruption.class).isThrownBy(() -> line.pause(HOUR, Duration.ZERO));
  }

  @Test
  void aBodyEndsWithAnErrorWhenTheLineIsClosed() {
    Line line = new Line(new Network(Duration.ZERO, Duration.ZERO, 0, 1, 0), closing);
    closing.countDown();

    assertThatIOException()
        .isThrownBy(() -> line.slowed(new ByteArrayInputStream(new byte[9])).readAllBytes());
  }

  @Test
  void aCallGoesOnWhenItHasWaited() throws Exception {
    Line line = new Line(Network.far(Duration.ofMillis(1)), closing);

    line.travel();

    assertThat(closing.getCount()).isOne();
  }
}
