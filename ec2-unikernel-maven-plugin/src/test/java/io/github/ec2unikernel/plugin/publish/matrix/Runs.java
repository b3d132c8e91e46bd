package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.publish.MachineImage;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import io.github.ec2unikernel.plugin.publish.matrix.Trial.Deployer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A run under faults and one without, and what speaks against them. */
final class Runs {

  private static final String LEFT = "Left in the account";

  private final World world;
  private final Deployer deployer;
  private final List<String> problems = new ArrayList<>();

  Runs(World world, Deployer deployer) {
    this.world = world;
    this.deployer = deployer;
  }

  List<String> problems() {
    return problems;
  }

  /**
   * Publishes under faults, and returns what came of it.
   *
   * @param actions what a message has to name
   */
  String first(Kill kill, Pattern actions) {
    try {
      deployer.publish(world, world.request());
      if (kill.happened()) {
        problems.add("a killed publisher said that it had published");
      }
      return "published";
    } catch (ProblemException e) {
      if (kill.happened()) {
        return "killed";
      }
      judge(e, actions);
      return "said so, undone";
    } catch (RuntimeException e) {
      if (!kill.happened()) {
        problems.add("thrown without words for people: " + e);
      }
      return "threw";
    }
  }

  private void judge(ProblemException e, Pattern actions) {
    String message = String.valueOf(e.getMessage());
    if (!actions.matcher(message).find()) {
      problems.add("the message does not name " + actions + ": " + message);
    }
    if (e.hint().isBlank()) {
      problems.add("the message has no hint: " + message);
    }
    // What looks at the account is not to fail.
    world.faults().clear();
    List<String> left = new Inventory(world).problemsAfterFailure();
    if (!left.isEmpty() && !message.contains(LEFT)) {
      left.forEach(it -> problems.add("after the failure: " + it));
    }
  }

  /** Publishes without faults, and returns what came of it. */
  String second(Kill kill) {
    world.faults().clear();
    if (kill.happened()) {
      kill.restore();
    }
    try {
      PublishResult result = deployer.publish(world, world.request());
      problems.addAll(new Inventory(world).problemsAfterSuccess());
      return result.images().stream().allMatch(MachineImage::reused) ? "reused" : "published";
    } catch (RuntimeException e) {
      problems.add("the second run failed: " + e);
      return "failed";
    }
  }
}
