package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** EC2's words for parameters that are missing or wrong. */
final class Parameters {

  private Parameters() {}

  /** Returns a value that the caller must give. */
  static <T> T require(@Nullable T value, String name) {
    if (value == null) {
      throw new Refusal(400, "MissingParameter", "The request must contain the parameter " + name);
    }
    return value;
  }

  static Refusal invalid(Object value, String name, String why) {
    return new Refusal(
        400,
        "InvalidParameterValue",
        "Value (" + value + ") for parameter " + name + " is invalid. " + why);
  }

  static Refusal combination(String message) {
    return new Refusal(400, "InvalidParameterCombination", message);
  }
}
