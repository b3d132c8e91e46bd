package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.Map;

/** Says for people why a disk was not imported, and what to do about it. */
final class ImportProblems {

  /** What EC2 says when it can't take on the role. */
  static final String ROLE = "does not exist or does not have sufficient permissions";

  private static final String FORMAT =
      "Import it as it is: -Dunikernel.publish.format=raw; and see that nothing changes the file"
          + " meanwhile.";

  /** What is to be done, by what EC2 says; the first that fits. */
  private static final Map<String, String> HINTS =
      Map.of(
          "403 Forbidden",
          "Give the role %2$s the rights of policies/role-policy.json on the bucket %1$s; the goal"
              + " setup does.",
          "404 Not Found",
          "Run the goal again, and let nothing delete objects of the bucket %1$s.",
          "not local to the region",
          "Name a bucket of the same region: <bucket>.",
          "Footers not identical",
          FORMAT,
          "invalid length",
          FORMAT,
          "Unsupported VMDK",
          FORMAT,
          "Unsupported specified file format",
          FORMAT,
          "cancelled",
          "Run the goal again, if that was not meant.");

  private ImportProblems() {}

  /** Returns the problem of an import that was refused at once. */
  static EnvironmentException refused(
      ImportSpec spec, String region, EnvironmentException problem) {
    String message = String.valueOf(problem.getMessage());
    if (message.contains(ROLE)) {
      return new EnvironmentException(
          message,
          "Make the role "
              + spec.role()
              + " with policies/trust-policy.json and policies/role-policy.json, which the goal"
              + " setup does, or name another one: <role>. Who publishes must be allowed"
              + " iam:PassRole on it.",
          problem);
    }
    if (message.contains("not local to the region")) {
      return new EnvironmentException(
          message,
          "Name a bucket in " + region + " instead of " + spec.object().bucket() + ": <bucket>.",
          problem);
    }
    return problem;
  }

  /** Returns the problem of an import that failed. */
  static EnvironmentException failed(ImportSpec spec, ImportRecord task, String look) {
    String said = task.message();
    String hint =
        HINTS.entrySet().stream()
            .filter(known -> said.contains(known.getKey()))
            .map(known -> known.getValue().formatted(spec.object().bucket(), spec.role()))
            .findFirst()
            .orElse(look);
    return new EnvironmentException(
        "The import "
            + task.id()
            + " of "
            + spec.object()
            + " failed, its status is "
            + task.status()
            + (said.isEmpty() ? "." : ": " + said),
        hint);
  }
}
