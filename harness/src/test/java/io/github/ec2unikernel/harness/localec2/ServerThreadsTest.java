package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ServerThreadsTest {

  @Test
  void callsBeyondTheMostWaitAndAreNotMadeByWhoHandsThemIn() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(5);
    Queue<Thread> workers = new ConcurrentLinkedQueue<>();
    try (ServerThreads threads = new ServerThreads(2)) {
      for (int i = 0; i < 5; i++) {
        threads.execute(
            () -> {
              workers.add(Thread.currentThread());
              await(busy);
              done.countDown();
            });
      }
      busy.countDown();

      assertThat(done.await(30, TimeUnit.SECONDS)).as("all calls are made").isTrue();
    }
    assertThat(workers).doesNotContain(Thread.currentThread());
    assertThat(workers.stream().distinct()).hasSize(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
