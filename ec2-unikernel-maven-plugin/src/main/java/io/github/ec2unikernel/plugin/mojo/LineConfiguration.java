package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.InputException;
import org.jspecify.annotations.Nullable;

/** A {@code <line>} in {@code <expect>}: a line that the guest has to print. */
public final class LineConfiguration {

  private static final String PROPERTY = "unikernel.boot.expect.line";

  /** The regular expression that the line has to contain. */
  private @Nullable String regex;

  /** How many such lines have to come before the next expected one counts, 1 if not given. */
  private int times = 1;

  /**
   * How long it may take, from the expected line before it on, and for the first one from the
   * kernel's start on; as long as the guest may take if not given.
   */
  private @Nullable String within;

  /** Creates one for Maven to fill. */
  public LineConfiguration() {}

  /** Takes a {@code <line>} that has a text and no elements: the regular expression. */
  public void set(String regex) {
    this.regex = regex;
  }

  /**
   * Returns the line that is expected.
   *
   * @throws InputException for a value that can't be
   */
  ExpectedLine line() {
    if (regex == null) {
      throw new InputException(
          "a <line> in <boot><expect> has no <regex>",
          "Give what the line contains: <line><regex>READY</regex><within>2s</within></line>.");
    }
    return new ExpectedLine(
        Settings.pattern(PROPERTY, regex),
        times,
        within == null ? null : Settings.span(PROPERTY + ".within", within));
  }
}
