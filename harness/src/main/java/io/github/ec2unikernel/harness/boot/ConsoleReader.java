package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a guest's console from its first line on, each line once. Several readers of one guest do
 * not disturb each other; one reader is for one thread at a time.
 */
public final class ConsoleReader {

  /** As many lines as a message quotes. */
  private static final int QUOTED = 10;

  private final LiveConsole console;
  private long next;

  ConsoleReader(LiveConsole console) {
    this.console = console;
  }

  /**
   * Returns the next line that a regular expression is found in, once it has come; what lies before
   * it is passed over. A prompt, which is a line that does not end, counts as well.
   *
   * @throws InputException if no such line comes in this time, or before the guest's end; the
   *     message has the end of the console
   * @throws EnvironmentException if the thread is interrupted
   */
  public synchronized String awaitLine(Pattern pattern, Duration time) {
    try {
      Optional<LiveConsole.Found> found = console.await(pattern, next, time.toNanos());
      if (found.isEmpty()) {
        throw missing(pattern, time);
      }
      next = found.get().number() + 1;
      return found.get().line();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "interrupted while waiting for /" + pattern + "/ on the guest's console",
          "Run the test again.",
          e);
    }
  }

  private InputException missing(Pattern pattern, Duration time) {
    List<String> lines = console.lines();
    List<String> end = lines.subList(Math.max(0, lines.size() - QUOTED), lines.size());
    String when =
        console.isClosed() ? "before the guest's end" : "within " + time.toMillis() / 1000.0 + " s";
    return new InputException(
        "no further line with /"
            + pattern
            + "/ came "
            + when
            + (end.isEmpty() ? "; the guest has printed nothing" : "; its console ends with:\n")
            + String.join("\n", end),
        "Correct the guest or the expression, or give it more time.");
  }
}
