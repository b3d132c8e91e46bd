package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NetworkTest extends LocalEc2Base {

  @Test
  void eachCallTakesTheLatencyLonger() {
    local.connect(Network.far(Duration.ofMillis(200)));

    assertThat(taken(() -> ec2.describeRegions())).isGreaterThan(Duration.ofMillis(200));
  }

  @Test
  void aNarrowConnectionTakesAsLongAsItsBytesNeed() {
    String id = startSnapshot();
    local.connect(new Network(Duration.ZERO, Duration.ZERO, 0, 1 << 20, 0));

    assertThat(taken(() -> Blocks.put(ebs, id, 0, Blocks.random(0))))
        .isGreaterThan(Duration.ofMillis(480));
  }

  @Test
  void twoConnectionsShareWhatThereIsInAll() throws Exception {
    String id = startSnapshot();
    local.connect(new Network(Duration.ZERO, Duration.ZERO, 0, 0, 2 << 20));

    Duration taken =
        taken(
            () ->
                Stream.of(0, 1, 2, 3)
                    .parallel()
                    .forEach(index -> Blocks.put(ebs, id, index, Blocks.random(index))));

    assertThat(taken).isGreaterThan(Duration.ofMillis(980));
  }

  @Test
  void callsThatWaitDoNotKeepOthersFromComing() throws Exception {
    int waiting = 256;
    CountDownLatch all = new CountDownLatch(waiting);
    // Each call waits until all others have come, as they do with a long latency.
    Effect rendezvous =
        new Effect.Hook(
            () -> {
              all.countDown();
              await(all);
            });
    local.faults().inject(Fault.of("DescribeImages", 1, rendezvous).times(Fault.ALWAYS));
    ExecutorService threads = Executors.newFixedThreadPool(waiting);
    try {
      List<Future<?>> calls =
          Stream.generate(() -> threads.submit(() -> Clients.failure(() -> ec2.describeImages())))
              .limit(waiting)
              .<Future<?>>map(call -> call)
              .toList();

      await(all);
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(local.calls().of("DescribeImages").size()).isGreaterThanOrEqualTo(waiting);
    } finally {
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("all calls have come").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Duration taken(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
