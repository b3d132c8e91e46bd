package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.model.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that guests can be run on. */
public interface Backend {

  /** Returns its name in a configuration. */
  String id();

  /** Returns what it is made of, for people. */
  String setup();

  /** Returns what is known of it, for a report. */
  default List<Fact> facts() {
    return List.of(new Fact("backend", id() + ", " + setup()));
  }

  /** Returns how long it may take until a guest runs. */
  Duration forGuest();

  /**
   * Starts a guest.
   *
   * @param scratch an empty folder for its files, with a short path, removed after the boot
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it can't
   */
  GuestMachine start(Guest guest, Path scratch, MachineListener listener);

  /** Returns what to go on with where this one came to no guest at all. */
  default Optional<Backend> instead() {
    return Optional.empty();
  }
}
