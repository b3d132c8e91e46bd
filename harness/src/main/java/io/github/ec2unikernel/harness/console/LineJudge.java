package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.Expectations;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares console lines with what is expected and forbidden, one after the other. */
public final class LineJudge {

  private final Expectations expectations;
  private int met;
  private boolean lineUsed;
  private @Nullable String offence;
  private @Nullable Pattern offender;

  /** Creates one that has seen nothing yet. */
  public LineJudge(Expectations expectations) {
    this.expectations = expectations;
  }

  /** Looks at a whole line. */
  public void line(String line) {
    look(line);
    lineUsed = false;
  }

  /** Looks at a line that is not ended yet: a prompt counts, and counts once. */
  public void partial(String line) {
    if (!line.isEmpty()) {
      look(line);
    }
  }

  private void look(String line) {
    for (Pattern forbidden : expectations.forbidden()) {
      if (offence == null && forbidden.matcher(line).find()) {
        offender = forbidden;
        offence = "the forbidden /" + forbidden + "/ was printed: " + line;
      }
    }
    if (!lineUsed && !allMet() && expectations.lines().get(met).matcher(line).find()) {
      met++;
      lineUsed = true;
    }
  }

  /** Tells whether every expected line has come. */
  public boolean allMet() {
    return met == expectations.lines().size();
  }

  /** Returns the expression that is waited for, if any is left. */
  public Optional<Pattern> awaited() {
    return allMet() ? Optional.empty() : Optional.of(expectations.lines().get(met));
  }

  /** Returns how many of the expected lines have come. */
  public int met() {
    return met;
  }

  /** Returns the forbidden expression that was found, if one was. */
  public Optional<Pattern> offender() {
    return Optional.ofNullable(offender);
  }

  /** Returns what was printed against the rules, if anything was. */
  public Optional<String> offence() {
    return Optional.ofNullable(offence);
  }
}
