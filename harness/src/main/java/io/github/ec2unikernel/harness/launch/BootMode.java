package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.model.Firmware;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What starts an HVM image's disk, as an AMI says it. */
public enum BootMode {
  /** A BIOS. */
  LEGACY_BIOS,
  /** UEFI. */
  UEFI,
  /** UEFI where the instance type has it, else a BIOS. */
  UEFI_PREFERRED;

  /** Returns what a disk of that mode must be prepared for, each of them. */
  public Set<Firmware> firmwares() {
    return switch (this) {
      case LEGACY_BIOS -> Set.of(Firmware.BIOS);
      case UEFI -> Set.of(Firmware.UEFI);
      case UEFI_PREFERRED -> Set.of(Firmware.BIOS, Firmware.UEFI);
    };
  }

  /** Returns the mode of a disk that those start, at least one. */
  public static BootMode of(Set<Firmware> firmwares) {
    return Arrays.stream(values())
        .filter(mode -> mode.firmwares().equals(firmwares))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no firmware"));
  }

  /** Returns the mode of that name in AWS's API. */
  public static Optional<BootMode> find(String id) {
    return Arrays.stream(values()).filter(mode -> mode.id().equals(id)).findFirst();
  }

  /** Returns its name in AWS's API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether an instance type with those starts the image. */
  public boolean startsOn(Set<Firmware> offered) {
    return firmwares().stream().anyMatch(offered::contains);
  }
}
