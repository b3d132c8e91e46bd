package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit's configuration parameters, or else system properties, say of how tests boot guests.
 *
 * @param backend the name of what guests run on, or {@link Backends#AUTO}
 * @param warm whether machines are saved, and later boots go on from there
 * @param offline whether packages may not be fetched
 */
record BootParameters(String backend, boolean warm, boolean offline) {

  static final String BACKEND = "unikernel.boot.backend";
  static final String WARM = "unikernel.boot.warm";
  static final String OFFLINE = "unikernel.boot.offline";

  /**
   * Reads them.
   *
   * @throws InputException for a value that can't be
   */
  static BootParameters of(ExtensionContext context) {
    return new BootParameters(
        context.getConfigurationParameter(BACKEND).orElse(Backends.AUTO),
        flag(context, WARM, true),
        flag(context, OFFLINE, false));
  }

  /** Returns how to boot with consoles and logs in this directory. */
  BootOptions in(Path directory) {
    return BootOptions.in(directory).withBackend(backend).withWarm(warm).withOffline(offline);
  }

  private static boolean flag(ExtensionContext context, String name, boolean otherwise) {
    String given = context.getConfigurationParameter(name).orElse(String.valueOf(otherwise));
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InputException(name + " is '" + given + "'", "Give it as true or false.");
    };
  }
}
