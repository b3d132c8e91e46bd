package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.ExpectedLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the lines that have to come in order. */
final class LineSequence {

  private final List<ExpectedLine> lines;
  private int met;
  private int times;
  private boolean lineUsed;
  private @Nullable Duration since;
  private @Nullable String lateness;

  LineSequence(List<ExpectedLine> lines) {
    this.lines = lines;
  }

  /** The kernel started, which the first line's time counts from. */
  void started(Duration now) {
    if (met == 0 && since == null) {
      since = now;
    }
  }

  /** Looks at a line; one line meets one expectation, however often it is looked at. */
  void look(String text, boolean ended, Duration now) {
    if (!lineUsed && !allMet() && lines.get(met).pattern().matcher(text).find()) {
      lineUsed = true;
      noteLateness(now);
      times++;
      if (times == lines.get(met).times()) {
        met++;
        times = 0;
        since = now;
      }
    }
    if (ended) {
      lineUsed = false;
    }
  }

  /** Looks at the clock: a line may be late though nothing came. */
  void look(Duration now) {
    noteLateness(now);
  }

  /** Returns what came too late, or did not come in its time, if anything did. */
  Optional<String> lateness() {
    return Optional.ofNullable(lateness);
  }

  private void noteLateness(Duration now) {
    if (lateness != null || allMet() || since == null) {
      return;
    }
    Duration within = lines.get(met).within();
    if (within != null && now.minus(since).compareTo(within) > 0) {
      String from = met == 0 ? "the kernel's start" : "/" + lines.get(met - 1).pattern() + "/";
      lateness =
          awaitedWords() + " did not come within " + ExpectedLine.seconds(within) + " of " + from;
    }
  }

  boolean allMet() {
    return met == lines.size();
  }

  int met() {
    return met;
  }

  /** Returns what is waited for, if any line is left. */
  Optional<String> awaited() {
    return allMet() ? Optional.empty() : Optional.of(awaitedWords());
  }

  private String awaitedWords() {
    ExpectedLine line = lines.get(met);
    String words = "/" + line.pattern() + "/";
    return line.times() == 1
        ? words
        : words + " (time " + (times + 1) + " of " + line.times() + ")";
  }
}
