package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.EndState;
import java.util.ArrayList;
import java.util.List;

/**
 * An error of GRUB 0.97 as PV-GRUB prints it.
 *
 * @param number its number, from 1
 * @param text its text
 */
record GrubError(int number, String text) {

  /** From GRUB's manual, "Errors reported by the Stage 2". */
  static final List<GrubError> ALL =
      number(
          "Filename must be either an absolute pathname or blocklist",
          "Bad file or directory type",
          "Bad or corrupt data while decompressing file",
          "Bad or incompatible header in compressed file",
          "Partition table invalid or corrupt",
          "Mismatched or corrupt version of stage1/stage2",
          "Loading below 1MB is not supported",
          "Kernel must be loaded before booting",
          "Unknown boot failure",
          "Unsupported Multiboot features requested",
          "Unrecognized device string",
          "Invalid device requested",
          "Invalid or unsupported executable format",
          "Filesystem compatibility error, cannot read whole file",
          "File not found",
          "Inconsistent filesystem structure",
          "Cannot mount selected partition",
          "Selected cylinder exceeds maximum supported by BIOS",
          "Linux kernel must be loaded before initrd",
          "Multiboot kernel must be loaded before modules",
          "Selected disk does not exist",
          "No such partition",
          "Error while parsing number",
          "Attempt to access block outside partition",
          "Disk read error",
          "Too many symbolic links",
          "Unrecognized command",
          "Selected item cannot fit into memory",
          "Disk write error",
          "Invalid argument",
          "File is not sector aligned",
          "Must be authenticated",
          "Serial device not configured",
          "No spare sectors on the disk");

  private static List<GrubError> number(String... texts) {
    List<GrubError> errors = new ArrayList<>();
    for (String text : texts) {
      errors.add(new GrubError(errors.size() + 1, text));
    }
    return errors;
  }

  String line() {
    return "Error " + number + ": " + text;
  }

  SickConsole console() {
    String console = "root (hd0,0)\n\n" + line() + "\n\nPress any key to continue...\n";
    return new SickConsole("error " + number + ")", EndState.RUNNING, null, console);
  }
}
