package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One deployment with one thing going wrong at one call, and the next one without.
 *
 * @param deployment what is deployed
 * @param moment the call
 * @param trouble what goes wrong with it
 */
record Trial(Deployment deployment, Moment moment, Trouble trouble) {

  /** What publishes; tests of the matrix itself take a faulty one. */
  interface Deployer {
    /** Publishes the world's deployment, or throws. */
    PublishResult publish(World world, PublishRequest request);
  }

  /** Goes through with it in an empty folder. */
  Verdict run(Path folder, Deployer deployer) {
    long start = System.nanoTime();
    List<String> problems = new ArrayList<>();
    String first;
    String second;
    try (World world = World.open(deployment, folder)) {
      Kill kill = new Kill(world);
      world.faults().inject(trouble.at(moment, kill));
      first = first(world, deployer, kill, problems);
      world.faults().clear();
      if (kill.happened()) {
        kill.restore();
      }
      second = second(world, deployer, problems);
    }
    return new Verdict(this, first, second, problems, (System.nanoTime() - start) / 1_000_000);
  }

  private String first(World world, Deployer deployer, Kill kill, List<String> problems) {
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
      String named = moment.service() + ":" + moment.action();
      if (!String.valueOf(e.getMessage()).contains(named)) {
        problems.add("the message does not name " + named + ": " + e.getMessage());
      }
      if (e.hint().isBlank()) {
        problems.add("the message has no hint: " + e.getMessage());
      }
      new Inventory(world)
          .problemsAfterFailure()
          .forEach(it -> problems.add("after the failure: " + it));
      return "said so, undone";
    } catch (RuntimeException e) {
      if (!kill.happened()) {
        problems.add("thrown without words for people: " + e);
      }
      return "threw";
    }
  }

  private static String second(World world, Deployer deployer, List<String> problems) {
    try {
      PublishResult result = deployer.publish(world, world.request());
      problems.addAll(new Inventory(world).problemsAfterSuccess());
      return result.images().stream().allMatch(image -> image.reused()) ? "reused" : "published";
    } catch (RuntimeException e) {
      problems.add("the second run failed: " + e);
      return "failed";
    }
  }
}
