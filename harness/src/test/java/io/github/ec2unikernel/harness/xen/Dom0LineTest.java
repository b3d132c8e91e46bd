package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Dom0LineTest {

  @Test
  void linesBecomeEvents() {
    assertThat(Dom0Line.parse("ready")).isEqualTo(new GuestEvent.Ready());
    assertThat(Dom0Line.parse("created 1")).isEqualTo(new GuestEvent.Created());
    assertThat(Dom0Line.parse("shutdown 3")).isEqualTo(new GuestEvent.ShutDown(3));
    assertThat(Dom0Line.parse("drained 5000000000")).isEqualTo(new GuestEvent.Drained(5000000000L));
    assertThat(Dom0Line.parse("unbootable the BIOS finds nothing"))
        .isEqualTo(new GuestEvent.Unbootable("the BIOS finds nothing"));
    assertThat(Dom0Line.parse("state -b----     0.3"))
        .isEqualTo(new GuestEvent.State(true, Duration.ofMillis(300)));
    assertThat(Dom0Line.parse("state ------ 1234.5"))
        .isEqualTo(new GuestEvent.State(false, Duration.ofMillis(1_234_500)));
    assertThat(Dom0Line.parse("log a b  c")).isEqualTo(new GuestEvent.Said("a b  c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "what", "shutdown", "shutdown x", "drained -"})
  void whatNobodyUnderstandsIsAFailureOfDom0(String line) {
    assertThat(Dom0Line.parse(line)).isInstanceOf(GuestEvent.Failed.class);
  }
}
