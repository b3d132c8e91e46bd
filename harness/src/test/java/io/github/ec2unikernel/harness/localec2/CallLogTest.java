package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static Call call(String action) {
    return new Call("ec2", action, Map.of(), Call.OK);
  }
}
