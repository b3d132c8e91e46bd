package io.github.ec2unikernel.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestClockTest {

  @ParameterizedTest
  @CsvSource({
    "[    0.123456] Linux version 6.1,0.123456,Linux version 6.1",
    "[12345.678901] eth0: up,12345.678901,eth0: up",
    "[   1.0000000] NetBSD 9.3,1.0000000,NetBSD 9.3",
    "2017-03-01 12:00:59 +01:00: INF [http] listening,2017-03-01 12:00:59 +01:00,INF [http] listening",
    "2024-06-05T12:00:00-00:00: [INFO] [net-xen] up,2024-06-05T12:00:00-00:00,[INFO] [net-xen] up",
    "2024-06-05T12:00:00.123Z ready,2024-06-05T12:00:00.123Z,ready"
  })
  void aGuestsTimeIsPartedFromItsLine(String line, String time, String text) {
    assertThat(GuestClock.of(line)).isEqualTo(new GuestClock(time, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"READY", "[INFO] 1.5", "[1.5.2] x", "  [    0.1] x", "10.0.0.1 up", ""})
  void whatOnlyLooksLikeATimeStaysInTheLine(String line) {
    assertThat(GuestClock.of(line)).isEqualTo(new GuestClock("", line));
  }

  @Test
  void aLineWithNothingButItsTimeIsEmpty() {
    assertThat(GuestClock.of("[    0.500000]")).isEqualTo(new GuestClock("0.500000", ""));
  }
}
