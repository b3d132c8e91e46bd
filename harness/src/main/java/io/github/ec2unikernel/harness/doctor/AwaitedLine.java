package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.Finding;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sees whether the line that was waited for came after all, but not as it was expected. */
final class AwaitedLine {

  private AwaitedLine() {}

  static Optional<Finding> examine(Symptoms symptoms) {
    // One that has to come several times may have come in its turn, only not often enough.
    return symptoms
        .awaited()
        .filter(it -> it.times() == 1)
        .flatMap(it -> examine(symptoms, it.pattern()));
  }

  private static Optional<Finding> examine(Symptoms symptoms, Pattern awaited) {
    Optional<Finding> early =
        first(symptoms, awaited)
            .map(
                line ->
                    new Finding(
                        "The expected /" + awaited + "/ came, but before its turn.",
                        line,
                        "Expect the lines in the order in which they come; a line meets one"
                            + " expectation only."));
    return early.or(() -> otherCase(symptoms, awaited));
  }

  private static Optional<Finding> otherCase(Symptoms symptoms, Pattern awaited) {
    Pattern anyCase =
        Pattern.compile(awaited.pattern(), awaited.flags() | Pattern.CASE_INSENSITIVE);
    return first(symptoms, anyCase)
        .map(
            line ->
                new Finding(
                    "The expected /" + awaited + "/ came with other capitals.",
                    line,
                    "Begin the expression with (?i), or write it as the guest does."));
  }

  private static Optional<String> first(Symptoms symptoms, Pattern pattern) {
    return symptoms.lines().stream().filter(pattern.asPredicate()).findFirst();
  }
}
