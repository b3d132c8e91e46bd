package io.github.ec2unikernel.harness.appliance;

import java.nio.file.Path;

/**
 * UEFI for QEMU's machines: OVMF without Secure Boot.
 *
 * @param directory where it lies
 */
public record UefiFirmware(Path directory) {

  /** Its code, a flash image that is only read. */
  public Path code() {
    return directory.resolve("code.fd");
  }

  /** Its variables as a new machine has them, a flash image that each machine writes to. */
  public Path variables() {
    return directory.resolve("variables.fd");
  }
}
