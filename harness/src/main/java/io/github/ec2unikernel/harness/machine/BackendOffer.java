package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.Optional;

/** A backend that may be chosen; asking it what speaks against it is cheap. */
public interface BackendOffer {

  /** Returns the backend's name in a configuration. */
  String id();

  /** Returns why this machine does not have it, if so. */
  Optional<EnvironmentException> absence();

  /** Returns why it can't run a guest, wherever it is, if so. */
  Optional<InputException> refusal(Guest guest);

  /** Tells whether it is taken for a guest only where the user names it. */
  default boolean isOnlyByName(Guest guest) {
    return false;
  }

  /**
   * Gets it ready, which may take long the first time.
   *
   * @throws EnvironmentException if it can't be
   */
  Backend open();
}
