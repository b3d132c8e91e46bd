package io.github.ec2unikernel.plugin.benchmark;

import java.io.IOException;
import java.util.Arrays;

/** Measures two ways to the same thing in turn, so that what else the machine does meets both. */
final class Contest {

  private final int warmUps;
  private final int runs;

  /**
   * Creates one.
   *
   * @param warmUps how often each is run before it is measured
   * @param runs how often each is measured
   */
  Contest(int warmUps, int runs) {
    this.warmUps = warmUps;
    this.runs = runs;
  }

  /** Returns the medians of both; {@code tidy} runs before each, unmeasured. */
  Medians measure(Step ours, Step peer, Step tidy) throws IOException {
    double[] oursSeconds = new double[runs];
    double[] peerSeconds = new double[runs];
    for (int i = -warmUps; i < runs; i++) {
      double first = seconds(ours, tidy);
      double second = seconds(peer, tidy);
      if (i >= 0) {
        oursSeconds[i] = first;
        peerSeconds[i] = second;
      }
    }
    return new Medians(median(oursSeconds), median(peerSeconds));
  }

  private static double seconds(Step step, Step tidy) throws IOException {
    tidy.run();
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Seconds that each took. */
  record Medians(double ours, double peer) {}
}
