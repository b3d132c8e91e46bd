package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Dom0EventTest {

  @Test
  void linesBecomeEvents() {
    assertThat(Dom0Event.parse("ready")).isEqualTo(new Dom0Event.Ready());
    assertThat(Dom0Event.parse("created 1")).isEqualTo(new Dom0Event.Created());
    assertThat(Dom0Event.parse("shutdown 3")).isEqualTo(new Dom0Event.ShutDown(3));
    assertThat(Dom0Event.parse("drained 5000000000")).isEqualTo(new Dom0Event.Drained(5000000000L));
    assertThat(Dom0Event.parse("log a b  c")).isEqualTo(new Dom0Event.Said("a b  c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "what", "shutdown", "shutdown x", "drained -"})
  void whatNobodyUnderstandsIsAFailureOfDom0(String line) {
    assertThat(Dom0Event.parse(line)).isInstanceOf(Dom0Event.Failed.class);
  }
}
