package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.Identity;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Compares this machine's clock with AWS's, by which signatures are dated. */
record ClockCheck(Identity identity, Clock clock) implements Check {

  // The header has no fractions, and the answer took its time.
  private static final Duration NOTHING = Duration.ofSeconds(30);
  private static final Duration REFUSED = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> find() {
    return identity
        .answeredAt()
        .map(theirs -> Duration.between(theirs, clock.instant()))
        .map(this::finding)
        .map(List::of)
        .orElse(List.of());
  }

  private Finding finding(Duration ahead) {
    String detail =
        "this machine's clock is "
            + ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " AWS's";
    String hint = "Set this machine's clock, for example with 'timedatectl set-ntp true'.";
    if (ahead.abs().compareTo(REFUSED) > 0) {
      return Finding.failure(name(), detail, hint);
    }
    return ahead.abs().compareTo(NOTHING) > 0
        ? Finding.warning(name(), detail, hint)
        : Finding.ok(name(), "set as AWS's is");
  }
}
