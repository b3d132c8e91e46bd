package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The words for failed publications. */
final class Problems {

  private Problems() {}

  /** Returns the problem, with what it left in the account and the commands that delete it. */
  static ProblemException leaving(List<LeftBehind> left, ProblemException problem) {
    if (left.isEmpty()) {
      return problem;
    }
    String message =
        problem.getMessage()
            + "\nLeft in the account: "
            + left.stream()
                .map(it -> it.id() + " (" + it.why() + ")")
                .collect(Collectors.joining("; "));
    String hint =
        problem.hint()
            + "\nDelete what was left with:\n"
            + left.stream().map(it -> "  " + it.command()).collect(Collectors.joining("\n"));
    return problem instanceof InputException
        ? new InputException(message, hint, problem)
        : new EnvironmentException(message, hint, problem);
  }

  /** Returns the problem of a snapshot that does not hold what was sent. */
  static EnvironmentException faulty(String snapshotId, String fault) {
    return new EnvironmentException(
        "The snapshot " + snapshotId + " does not hold what was sent: " + fault + ".",
        "Run the goal again, and let nothing write to the disk image meanwhile.");
  }

  /** Returns the problem of a run whose work is kept. */
  static ProblemException keeping(List<Resource> kept, ProblemException problem) {
    String ids =
        kept.stream().map(Resource::id).filter(Objects::nonNull).collect(Collectors.joining(", "));
    if (ids.isEmpty()) {
      return problem;
    }
    String message = problem.getMessage() + "\nKept in the account: " + ids;
    String hint =
        problem.hint()
            + "\nThe next run goes on with what is kept; one with"
            + " -Dunikernel.publish.onFailure=undo deletes it if it fails.";
    return problem instanceof InputException
        ? new InputException(message, hint, problem)
        : new EnvironmentException(message, hint, problem);
  }

  /** Returns the problem of a name that another image has. */
  static InputException nameTaken(ImageRecord holder, String region, ContentId wanted) {
    String content = holder.tags().get(ResourceTags.CONTENT);
    return new InputException(
        "The name '"
            + holder.name()
            + "' is taken in "
            + region
            + " by "
            + holder.id()
            + ", which "
            + (content == null
                ? "this plugin did not make"
                : "has other content: " + content + ", not " + wanted.hex())
            + ".",
        "Change the project's version or the image's name, or deregister " + holder.id() + ".");
  }
}
