package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.LineCount;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@code <count>} in {@code <counts>}: how many lines of some kind the console may have. */
public final class CountConfiguration {

  /** The regular expression that the counted lines contain. */
  private @Nullable String regex;

  /** There have to be at least so many of them. */
  private @Nullable Integer atLeast;

  /** There may be at most so many of them. */
  private @Nullable Integer atMost;

  /** There have to be so many, neither less nor more. */
  private @Nullable Integer exactly;

  /**
   * Returns the count that is expected.
   *
   * @throws InputException for a value that can't be
   */
  LineCount count() {
    boolean bounded = atLeast != null || atMost != null;
    if (regex == null || bounded == (exactly != null)) {
      throw new InputException(
          "a <count> in <boot><counts> is of regex "
              + regex
              + ", atLeast "
              + atLeast
              + ", atMost "
              + atMost
              + ", exactly "
              + exactly,
          "Give <regex> and either <exactly> or one or both of <atLeast> and <atMost>.");
    }
    Pattern pattern = Settings.pattern("unikernel.boot.counts.count", regex);
    return exactly != null
        ? LineCount.exactly(exactly, pattern)
        : new LineCount(
            pattern, atLeast == null ? 0 : atLeast, atMost == null ? Integer.MAX_VALUE : atMost);
  }
}
