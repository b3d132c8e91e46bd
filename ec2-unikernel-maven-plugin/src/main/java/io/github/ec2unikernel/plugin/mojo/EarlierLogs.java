package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The logs of a boot by one firmware, beside those of a later boot by another: {@code
 * console-bios.log} beside {@code console.log}.
 *
 * @param options where the boots keep things
 */
record EarlierLogs(BootOptions options) {

  /** Keeps the logs of the boot that was the last one. */
  void keep(Firmware firmware) {
    try {
      for (Path log : logs()) {
        if (Files.exists(log)) {
          Files.move(log, kept(log, firmware), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Removes what earlier builds have kept. */
  void remove() {
    try {
      for (Path log : logs()) {
        for (Firmware each : Firmware.values()) {
          Files.deleteIfExists(kept(log, each));
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private List<Path> logs() {
    return List.of(options.console(), options.machineLog());
  }

  private static Path kept(Path log, Firmware firmware) {
    String name = String.valueOf(log.getFileName());
    return log.resolveSibling(name.replaceFirst("(\\.[^.]*)?$", "-" + firmware.id() + "$1"));
  }

  private static EnvironmentException failure(IOException e) {
    return new EnvironmentException(
        "the log of an earlier boot can't be moved: " + e.getMessage(),
        "Make its directory writable.",
        e);
  }
}
