package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How a local EC2 runs.
 *
 * @param stateDirectory where it keeps its state, made when missing; several may share one
 * @param port its port on 127.0.0.1, 0 for any
 * @param snapshotDelay how long a snapshot stays pending after CompleteSnapshot
 * @param imageDelay how long an image stays pending after RegisterImage
 * @param importDelay how long a task takes that imports a snapshot
 * @param pendingSnapshots how many snapshots of a region may be pending at once, 100 with AWS
 * @param clock the time at which things are made, completed and expire; signatures are always
 *     checked by the machine's
 * @param scenario what is allowed, what goes wrong and where it is logged
 */
public record LocalEc2Options(
    Path stateDirectory,
    int port,
    Duration snapshotDelay,
    Duration imageDelay,
    Duration importDelay,
    int pendingSnapshots,
    Clock clock,
    Scenario scenario) {

  private static final Duration DELAY = Duration.ofMillis(200);
  private static final int LAST_PORT = 65535;
  private static final int PENDING_SNAPSHOTS = 100;

  /** Checks the port and throws {@link InputException} for one that TCP does not have. */
  public LocalEc2Options {
    if (port < 0 || port > LAST_PORT) {
      throw new InputException(
          "The local EC2's port is " + port,
          "Give one of 1 to " + LAST_PORT + ", or 0 for any that is free.");
    }
  }

  /** Returns the options for any port, short delays and the machine's time. */
  public static LocalEc2Options in(Path stateDirectory) {
    return new LocalEc2Options(
        stateDirectory,
        0,
        DELAY,
        DELAY,
        DELAY,
        PENDING_SNAPSHOTS,
        Clock.systemUTC(),
        Scenario.PLAIN);
  }

  /** Returns the same options with another port. */
  public LocalEc2Options withPort(int other) {
    return new LocalEc2Options(
        stateDirectory,
        other,
        snapshotDelay,
        imageDelay,
        importDelay,
        pendingSnapshots,
        clock,
        scenario);
  }

  /** Returns the same options with other delays. */
  public LocalEc2Options withDelays(Duration snapshot, Duration image) {
    return new LocalEc2Options(
        stateDirectory, port, snapshot, image, importDelay, pendingSnapshots, clock, scenario);
  }

  /** Returns the same options with another time that imports take. */
  public LocalEc2Options withImportDelay(Duration other) {
    return new LocalEc2Options(
        stateDirectory, port, snapshotDelay, imageDelay, other, pendingSnapshots, clock, scenario);
  }

  /** Returns the same options with another clock. */
  public LocalEc2Options withClock(Clock other) {
    return new LocalEc2Options(
        stateDirectory,
        port,
        snapshotDelay,
        imageDelay,
        importDelay,
        pendingSnapshots,
        other,
        scenario);
  }

  /** Returns the same options with another quota of pending snapshots. */
  public LocalEc2Options withPendingSnapshots(int most) {
    return new LocalEc2Options(
        stateDirectory, port, snapshotDelay, imageDelay, importDelay, most, clock, scenario);
  }

  /** Returns the same options with another scenario. */
  public LocalEc2Options withScenario(Scenario other) {
    return new LocalEc2Options(
        stateDirectory,
        port,
        snapshotDelay,
        imageDelay,
        importDelay,
        pendingSnapshots,
        clock,
        other);
  }
}
