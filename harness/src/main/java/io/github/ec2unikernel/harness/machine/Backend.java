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

  /** Returns what is known of the devices that a guest finds, for a report. */
  default List<Fact> devices(Guest guest) {
    return List.of();
  }

  /**
   * Returns what its messages call what starts the guest, and the program that this one talks to.
   */
  HostNames names();

  /** Returns how long it may take until a guest runs. */
  Duration forGuest();

  /**
   * Starts a guest.
   *
   * @param scratch an empty folder for its files, with a short path, removed after the boot
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it can't
   */
  GuestMachine start(Guest guest, Path scratch, MachineListener listener);

  /**
   * Returns what to go on with where it was this machine's virtualisation that failed, and keeps in
   * mind that it did.
   *
   * @param log the log of the machine that failed
   * @param began whether anything was heard of the machine
   */
  default Optional<Backend> instead(String log, boolean began) {
    return Optional.empty();
  }
}
