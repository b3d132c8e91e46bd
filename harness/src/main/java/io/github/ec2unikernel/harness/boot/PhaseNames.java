package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.util.Optional;

/** What the phases of a boot are called in a report. */
final class PhaseNames {

  /** The phase that only a warm start has. */
  static final String RESTORED = "restored";

  /** The phase of a kernel that has the machine, or has shown that it has. */
  static final String KERNEL_STARTED = "kernel started";

  private PhaseNames() {}

  /** Returns the phase that begins with an event, if one does. */
  static Optional<String> of(GuestEvent event) {
    if (event instanceof GuestEvent.Restored) {
      return Optional.of(RESTORED);
    } else if (event instanceof GuestEvent.Ready) {
      return Optional.of("dom0 ready");
    } else if (event instanceof GuestEvent.Created) {
      return Optional.of("guest built");
    } else if (event instanceof GuestEvent.Unpaused) {
      return Optional.of("guest started");
    } else if (event instanceof GuestEvent.LoaderStarted) {
      return Optional.of("boot loader started");
    } else if (event instanceof GuestEvent.HandedOver) {
      return Optional.of(KERNEL_STARTED);
    } else if (event instanceof GuestEvent.ShutDown) {
      return Optional.of("guest ended");
    }
    return Optional.empty();
  }
}
