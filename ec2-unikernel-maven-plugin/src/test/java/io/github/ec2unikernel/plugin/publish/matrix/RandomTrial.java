package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.CallPattern;
import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.Occasion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A deployment in which calls fail in all ways that pass by themselves, and in two of three cases
 * one is denied or the publisher killed, too; and the next one without any of it.
 *
 * @param seed what decides it all
 */
record RandomTrial(long seed) {

  private static final double MOST = 0.2;
  private static final int CALLS = 40;
  private static final Pattern ACTION = Pattern.compile("\\b(ec2|ebs|s3|iam|sts):[A-Z][A-Za-z]+");

  /** Goes through with so many, tells each, and returns the lines of those that are red. */
  static List<String> series(int count, Path folder) {
    Matrix matrix = new Matrix(folder, World::publish);
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> red = new ArrayList<>();
    for (long seed = 1; seed <= count; seed++) {
      Path place = matrix.next();
      List<String> problems = new ArrayList<>();
      String line = new RandomTrial(seed).run(place, problems, outcomes);
      System.out.println(line);
      if (!problems.isEmpty()) {
        red.add(line);
      }
      Matrix.delete(place);
    }
    System.out.println(count + " random deploys, " + red.size() + " red: " + outcomes);
    return red;
  }

  private String run(Path folder, List<String> problems, Map<String, Integer> outcomes) {
    SplittableRandom random = new SplittableRandom(seed);
    Deployment[] all = Deployment.values();
    Deployment deployment = all[random.nextInt(all.length)];
    double rate = random.nextDouble(MOST);
    int nth = 1 + random.nextInt(CALLS);
    int kind = random.nextInt(3);
    boolean after = random.nextBoolean();
    try (World world = World.open(deployment, folder)) {
      Runs runs = new Runs(world, World::publish);
      Kill kill = new Kill(world);
      world.faults().inject(Fault.passing(rate, seed));
      Effect effect = kind == 0 ? new Effect.Denial() : new Effect.Hook(kill);
      if (kind < 2) {
        world
            .faults()
            .inject(
                new Fault(
                    new CallPattern("*", "*", Map.of()),
                    new Occasion.Counted(nth, 1),
                    after && kind == 1,
                    effect));
      }
      String first = runs.first(kill, ACTION);
      String second = runs.second(kill);
      problems.addAll(runs.problems());
      outcomes.merge(first, 1, Integer::sum);
      return String.format(
          "%4d %-8s %2.0f %% of calls fail, %-16s %-16s %-10s %s",
          seed,
          deployment,
          rate * 100,
          kind == 0
              ? "denied " + nth
              : kind == 1 ? (after ? "killed after " : "killed ") + nth : "",
          first,
          second,
          problems.isEmpty() ? "green" : "RED " + problems);
    }
  }
}
