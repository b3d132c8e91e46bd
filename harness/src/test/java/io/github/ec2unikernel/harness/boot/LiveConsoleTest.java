package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines that are waited for. */
class LiveConsoleTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final LiveConsole console = new LiveConsole();
  private final ConsoleReader reader = new ConsoleReader(console);

  private String await(String expression) {
    return reader.awaitLine(Pattern.compile(expression), LONG);
  }

  @Test
  void aReaderGetsEachLineOnceAndAnotherReaderFromTheStart() {
    console.add("one");
    console.add("two");
    console.add("one");
    assertThat(await("one")).isEqualTo("one");
    assertThat(await("one")).isEqualTo("one");
    console.close();
    assertThatThrownBy(() -> await("one"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "no further line with /one/ came before the guest's end; its console ends with:\n"
                + "one\ntwo\none");
    assertThat(new ConsoleReader(console).awaitLine(Pattern.compile("two"), LONG)).isEqualTo("two");
  }

  @Test
  void aLineThatComesLaterIsWaitedFor() {
    CompletableFuture<String> awaited = CompletableFuture.supplyAsync(() -> await("late"));
    console.add("early");
    console.add("late");
    assertThat(awaited.join()).isEqualTo("late");
  }

  @Test
  void aPromptCountsOnce() {
    console.add("hello");
    console.begun("login: ");
    assertThat(console.lines()).containsExactly("hello", "login: ");
    assertThat(await("login: $")).isEqualTo("login: ");
    console.add("login: root");
    console.begun("login: ");
    assertThat(await("login: ")).isEqualTo("login: ");
    assertThatThrownBy(
            () -> new ConsoleReader(console).awaitLine(Pattern.compile("no"), Duration.ZERO))
        .hasMessageStartingWith("no further line with /no/ came within 0.0 s");
  }

  @Test
  void aFloodKeepsItsEndAndNoMoreThanItsLimit() {
    String line = "x".repeat(1000);
    for (int i = 0; i < 5000; i++) {
      console.add(i + " " + line);
    }
    assertThat(console.lines().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(LiveConsole.MOST_CHARACTERS)
        .isGreaterThan(LiveConsole.MOST_CHARACTERS * 9 / 10);
    assertThat(await("^4[0-9]{3} ")).startsWith("4000 ");
    console.close();
    assertThatThrownBy(() -> await("^1 x")).isInstanceOf(InputException.class);
  }
}
