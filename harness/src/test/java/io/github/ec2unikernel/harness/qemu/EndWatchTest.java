package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a guest ended, by what QEMU tells or returns. */
class EndWatchTest {

  @TempDir Path directory;

  private EndWatch watch() {
    return new EndWatch(directory.resolve("resets.log"));
  }

  private static void shutDown(EndWatch watch, String reason) {
    String event = "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, \"reason\": \"%s\"}}";
    watch.accept(JsonParser.parseString(event.formatted(reason)).getAsJsonObject());
  }

  @ParameterizedTest
  @CsvSource({"guest-shutdown, 0", "guest-reset, 1", "guest-panic, 3"})
  void anEndOfTheGuestHasXensCode(String reason, int code) {
    EndWatch watch = watch();
    shutDown(watch, reason);
    assertThat(watch.code()).hasValue(code);
  }

  @Test
  void aResetAfterATripleFaultIsACrash() throws IOException {
    Files.writeString(directory.resolve("resets.log"), "CPU Reset (CPU 0)\nTriple fault\n");
    EndWatch watch = watch();
    shutDown(watch, "guest-reset");
    assertThat(watch.code()).hasValue(3);
  }

  @Test
  void whatTheHostDoesIsNoEndOfTheGuest() {
    EndWatch watch = watch();
    shutDown(watch, "host-signal");
    watch.exited(0, "");
    assertThat(watch.code()).isEmpty();
  }

  @Test
  void theFirstEndCounts() {
    EndWatch watch = watch();
    watch.accept(JsonParser.parseString("{\"event\": \"GUEST_PANICKED\"}").getAsJsonObject());
    shutDown(watch, "guest-shutdown");
    watch.exited(83, "");
    assertThat(watch.code()).hasValue(3);
  }

  @ParameterizedTest
  @CsvSource({"83, 0", "1, 0", "3, 3", "33, 3", "127, 3"})
  void anOddExitCodeIsWhatTheGuestWroteToItsDebugExit(int exitCode, int code) {
    EndWatch watch = watch();
    watch.exited(exitCode, "");
    assertThat(watch.code()).hasValue(code);
  }

  @ParameterizedTest
  @CsvSource({"83, 0", "3, 3"})
  void aWarningOfQemusTakesNothingFromWhatTheGuestWrote(int exitCode, int code) {
    EndWatch watch = watch();
    watch.exited(exitCode, "warning: host doesn't support requested feature\n");
    assertThat(watch.code()).hasValue(code);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "2, ''", "137, ''", "139, ''", "143, ''", "1, 'qemu: no such disk'"})
  void aQemuThatFailsOrIsKilledTellsNothingOfTheGuest(int exitCode, String printed) {
    EndWatch watch = watch();
    watch.exited(exitCode, printed);
    assertThat(watch.code()).isEmpty();
  }
}
