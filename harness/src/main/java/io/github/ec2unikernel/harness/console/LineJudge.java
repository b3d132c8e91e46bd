package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.LineResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares console lines with what is expected and forbidden, one after the other; all times are
 * counted from the same moment.
 */
public final class LineJudge {

  private final Expectations expectations;
  private final LineSequence sequence;
  private final List<LineTally> tallies;
  private @Nullable String offence;
  private @Nullable Pattern offender;

  /** Creates one that has seen nothing yet. */
  public LineJudge(Expectations expectations) {
    this.expectations = expectations;
    sequence = new LineSequence(expectations.lines());
    tallies = expectations.counts().stream().map(LineTally::new).toList();
  }

  /** The kernel started, which the first line's time counts from. */
  public void started(Duration now) {
    sequence.started(now);
  }

  /** Looks at a whole line. */
  public void line(String line, Duration now) {
    look(line, true, now);
  }

  /** Looks at a line that is not ended yet: a prompt counts, and counts once. */
  public void partial(String line, Duration now) {
    if (!line.isEmpty()) {
      look(line, false, now);
    }
  }

  private void look(String line, boolean ended, Duration now) {
    for (Pattern forbidden : expectations.forbidden()) {
      if (offence == null && forbidden.matcher(line).find()) {
        offender = forbidden;
        offence = "the forbidden /" + forbidden + "/ was printed: " + line;
      }
    }
    sequence.look(line, ended, now);
    for (LineTally tally : tallies) {
      tally.look(line, ended);
      if (offence == null && tally.hasTooMany()) {
        offence = "the console was to have " + tally.words() + " by this line: " + line;
      }
    }
  }

  /** Tells whether every expected line has come, and of each kind that is counted enough. */
  public boolean allMet() {
    return sequence.allMet() && tallies.stream().allMatch(LineTally::hasEnough);
  }

  /** Returns what is waited for, if anything is left. */
  public Optional<String> awaited() {
    return sequence
        .awaited()
        .or(
            () ->
                tallies.stream()
                    .filter(tally -> !tally.hasEnough())
                    .map(LineTally::words)
                    .findFirst());
  }

  /** Returns how many of the expected lines have come. */
  public int met() {
    return sequence.met();
  }

  /** Looks at the clock while the guest runs: an expected line may be late though nothing came. */
  public void look(Duration now) {
    sequence.look(now);
  }

  /** Returns the forbidden expression that was found, if one was. */
  public Optional<Pattern> offender() {
    return Optional.ofNullable(offender);
  }

  /** Returns of each kind of lines that is counted whether their number is right so far. */
  public List<LineResult> counts() {
    return tallies.stream().map(LineTally::result).toList();
  }

  /** Returns what was printed against the rules, or not in its time, if anything was. */
  public Optional<String> offence() {
    return Optional.ofNullable(offence).or(sequence::lateness);
  }
}
