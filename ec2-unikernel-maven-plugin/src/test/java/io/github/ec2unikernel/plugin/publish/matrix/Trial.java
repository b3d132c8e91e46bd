package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import java.nio.file.Path;

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
    try (World world = World.open(deployment, folder)) {
      Runs runs = new Runs(world, deployer);
      Kill kill = new Kill(world);
      world.faults().inject(trouble.at(moment, kill));
      String first = runs.first(kill, moment.inWords());
      String second = runs.second(kill);
      long millis = (System.nanoTime() - start) / 1_000_000;
      return new Verdict(this, first, second, runs.problems(), millis);
    }
  }
}
