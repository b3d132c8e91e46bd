package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** IAM's errors. */
final class IamRefusals {

  private IamRefusals() {}

  static Refusal invalid(String message) {
    return new Refusal(400, "ValidationError", message);
  }

  static Refusal noRole(String name) {
    return new Refusal(404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
  }

  static Refusal noPolicy(String name) {
    return new Refusal(
        404, "NoSuchEntity", "The role policy with name " + name + " cannot be found.");
  }

  /** Returns a name that AWS takes for a role or a policy. */
  static String requireName(@Nullable String name, String member, int longest) {
    if (name == null) {
      throw invalid(
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    if (name.length() > longest || !name.matches("[\\w+=,.@-]+")) {
      throw invalid(
          "1 validation error detected: Value '"
              + name
              + "' at '"
              + member
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern:"
              + " [\\w+=,.@-]+ and have length less than or equal to "
              + longest);
    }
    return name;
  }
}
