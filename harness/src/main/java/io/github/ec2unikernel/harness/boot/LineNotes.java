package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.LineResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notes which console line decided what, and when it came. */
final class LineNotes {

  private record Place(long line, Duration at) {}

  private final List<Place> met = new ArrayList<>();
  private @Nullable Place offence;
  private long line = 1;

  /**
   * Notes how far it has come with the line at hand.
   *
   * @param lines how many of the expected lines have come
   * @param forbidden whether a forbidden one has
   */
  void note(int lines, boolean forbidden, Duration now) {
    while (met.size() < lines) {
      met.add(new Place(line, now));
    }
    if (forbidden && offence == null) {
      offence = new Place(line, now);
    }
  }

  /** The line at hand has ended. */
  void nextLine() {
    line++;
  }

  /**
   * Returns what came of each line that was expected or forbidden.
   *
   * @param offender the forbidden one that came
   */
  List<LineResult> results(Expectations expectations, Optional<Pattern> offender) {
    List<LineResult> results = new ArrayList<>();
    for (ExpectedLine expected : expectations.lines()) {
      String what = expected.words();
      int number = results.size();
      results.add(
          number < met.size()
              ? result(what, true, met.get(number))
              : LineResult.undecided(what, false));
    }
    for (Pattern forbidden : expectations.forbidden()) {
      String what = "no /" + forbidden + "/";
      boolean broken = offender.filter(it -> it == forbidden).isPresent();
      results.add(
          broken && offence != null
              ? result(what, false, offence)
              : LineResult.undecided(what, true));
    }
    return results;
  }

  private static LineResult result(String what, boolean met, Place place) {
    return new LineResult(what, met, place.line(), place.at());
  }
}
