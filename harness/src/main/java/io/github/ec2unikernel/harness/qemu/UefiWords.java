package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.appliance.UefiFirmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the words that give a machine UEFI in place of a BIOS.
 *
 * @param firmware what it is given
 * @param directory where the machine's own variables are laid
 */
record UefiWords(UefiFirmware firmware, Path directory) {

  /** What names a drive as the machine's flash. */
  static final String FLASH = "if=pflash";

  private static final String VARIABLES = "variables.fd";

  List<String> words() throws IOException {
    Path variables = directory.resolve(VARIABLES);
    Files.write(variables, Files.readAllBytes(firmware.variables())); // writable, unlike a copy
    return List.of(
        "-drive", flash(0, firmware.code()) + ",readonly=on", "-drive", flash(1, variables));
  }

  private static String flash(int unit, Path file) {
    return "%s,format=raw,unit=%d,file=%s"
        .formatted(FLASH, unit, file.toString().replace(",", ",,"));
  }
}
