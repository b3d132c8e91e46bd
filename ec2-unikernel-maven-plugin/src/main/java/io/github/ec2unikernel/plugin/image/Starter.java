package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.mbr.Mbr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What firmware runs of a disk. */
final class Starter {

  /** Where UEFI looks for it on a disk that it does not know. */
  static final String EFI_PATH = "EFI/BOOT/BOOTX64.EFI";

  private final byte[] code;
  private final byte[] core;
  private final @Nullable Content efiProgram;

  private Starter(byte[] code, byte[] core, @Nullable Content efiProgram) {
    this.code = code;
    this.core = core;
    this.efiProgram = efiProgram;
  }

  /** Returns what a disk without an own boot loader has. */
  static Starter none() {
    return new Starter(new byte[0], new byte[0], null);
  }

  /**
   * Returns GRUB for these firmwares.
   *
   * @throws EnvironmentException if it can't be read, or is too large for its place
   */
  static Starter grub(BootLoaders loaders, Set<Firmware> firmwares) {
    boolean bios = firmwares.contains(Firmware.BIOS);
    byte[] core = bios ? bytes(loaders.coreImage()) : new byte[0];
    long room = (Mbr.FIRST_SECTOR - 1) * Mbr.SECTOR;
    if (core.length > room) {
      throw new EnvironmentException(
          "GRUB's core image %s has %d bytes, and before the first partition there is room for %d"
              .formatted(loaders.coreImage(), core.length, room),
          "Remove %s, so that it is built again.".formatted(loaders.directory()));
    }
    return new Starter(
        bios ? bytes(loaders.bootImage()) : new byte[0],
        core,
        firmwares.contains(Firmware.UEFI)
            ? Content.of(loaders.efiImage(), "GRUB program for UEFI")
            : null);
  }

  /** Returns what a BIOS runs first, in sector 0; empty for none. */
  byte[] code() {
    return code.clone();
  }

  /** Returns what that loads, from sector 1 on; empty for none. */
  byte[] core() {
    return core.clone();
  }

  /** Returns what UEFI runs, in an EFI system partition, or null for none. */
  @Nullable Content efiProgram() {
    return efiProgram;
  }

  /** Returns all of it by names, for a digest. */
  Map<String, Content> parts() {
    Map<String, Content> parts = new LinkedHashMap<>();
    parts.put("boot.img", Content.of(code));
    parts.put("core.img", Content.of(core));
    if (efiProgram != null) {
      parts.put(EFI_PATH, efiProgram);
    }
    return parts;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the boot loader %s can't be read: %s".formatted(file, e.getMessage()),
          "Remove its directory, so that it is built again.",
          e);
    }
  }
}
