package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.LineCount;
import io.github.ec2unikernel.harness.model.LineResult;

/** Counts the lines of one kind. */
final class LineTally {

  private final LineCount count;
  private int found;
  private boolean lineUsed;

  LineTally(LineCount count) {
    this.count = count;
  }

  /** Looks at a line, which counts once, however often it is looked at. */
  void look(String text, boolean ended) {
    if (!lineUsed && count.pattern().matcher(text).find()) {
      found++;
      lineUsed = true;
    }
    if (ended) {
      lineUsed = false;
    }
  }

  boolean hasEnough() {
    return found >= count.least();
  }

  boolean hasTooMany() {
    return found > count.most();
  }

  LineResult result() {
    return LineResult.undecided(words(), hasEnough() && !hasTooMany());
  }

  /** Returns what is asked for and what there is. */
  String words() {
    return count.words() + " (there " + (found == 1 ? "was 1)" : "were " + found + ")");
  }
}
