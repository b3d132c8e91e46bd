package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallLogTest {

  @Test
  void onlyTheNewestCallsAreKept() {
    CallLog log = new CallLog();
    log.add(call("first"));
    log.add(call("second"));
    for (int i = 0; i < CallLog.MOST - 1; i++) {
      log.add(call("later"));
    }

    assertThat(log.all()).hasSize(CallLog.MOST).first().isEqualTo(call("second"));
    assertThat(log.of("first")).isEmpty();
    assertThat(log.of("later")).hasSize(CallLog.MOST - 1);
  }

  @Test
  void allCallsAreKeptWhenThatIsAskedFor() {
    CallLog log = new CallLog();
    log.keepAll();
    for (int i = 0; i <= CallLog.MOST; i++) {
      log.add(call("each"));
    }

    assertThat(log.of("each")).hasSize(CallLog.MOST + 1);
    log.clear();
    assertThat(log.all()).isEmpty();
  }

  @Test
  void aCallIsAwaitedUntilItHasEnded() throws InterruptedException {
    CallLog log = new CallLog();
    Thread caller = new Thread(() -> log.add(call("wanted")));
    caller.start();

    assertThat(log.await(call -> call.action().equals("wanted"), Duration.ofSeconds(30)))
        .isPresent();
    caller.join();
    assertThat(log.await(call -> call.action().equals("other"), Duration.ofMillis(1))).isEmpty();
  }

  private static Call call(String action) {
    return new Call(1, Instant.EPOCH, "ec2", "us-west-2", action, Map.of(), Call.OK, "", List.of());
  }
}
