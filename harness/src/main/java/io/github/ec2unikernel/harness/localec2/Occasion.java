package io.github.ec2unikernel.harness.localec2;

import java.util.SplittableRandom;

/** Which of the calls that a fault is about it happens to, counted from when it is injected. */
public sealed interface Occasion {

  /** Returns whether it happens to the n-th of the calls, counted from 1. */
  boolean includes(String action, long nth);

  /** The n-th call, counted from 1, and those after it until so many were hit. */
  record Counted(long nth, long times) implements Occasion {

    @Override
    public boolean includes(String action, long number) {
      // Not nth + times, which may be more than a long has.
      return number >= nth && number - nth < times;
    }
  }

  /** Some calls by chance, always the same for the same seed. */
  record Chance(double rate, long seed) implements Occasion {

    @Override
    public boolean includes(String action, long number) {
      long ofSeed = new SplittableRandom(seed).nextLong();
      long ofAction = new SplittableRandom(ofSeed ^ action.hashCode()).nextLong();
      return new SplittableRandom(ofAction ^ number).nextDouble() < rate;
    }
  }
}
