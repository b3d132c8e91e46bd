package io.github.ec2unikernel.harness.localec2.ec2;

import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;

/** What AWS demands of an image's boot mode, TPM, UEFI variables and metadata version. */
final class Firmware {

  private static final String UEFI = "uefi";
  private static final String LEGACY_BIOS = "legacy-bios";
  private static final String VERSION_2 = "v2.0";
  private static final int LARGEST_VARIABLES = 64 * 1024;

  private Firmware() {}

  /** Refuses what does not go together in an HVM image. */
  static void check(RegisterImageRequest request, String architecture) {
    String bootMode = request.bootModeAsString();
    if (bootMode != null && !Set.of(LEGACY_BIOS, UEFI, "uefi-preferred").contains(bootMode)) {
      throw Parameters.invalid(
          bootMode, "BootMode", "Expecting legacy-bios, uefi or uefi-preferred.");
    }
    if (architecture.equals("arm64") && LEGACY_BIOS.equals(bootMode)) {
      throw Parameters.combination(
          "The boot mode 'legacy-bios' is not supported for the architecture 'arm64'.");
    }
    requireVersion2(request.tpmSupportAsString(), "TpmSupport");
    requireVersion2(request.imdsSupportAsString(), "ImdsSupport");
    if (request.tpmSupport() != null && !UEFI.equals(bootMode)) {
      throw Parameters.combination(
          "TpmSupport is only supported with the boot mode 'uefi', which is '" + bootMode + "'.");
    }
    checkVariables(request.uefiData(), bootMode);
  }

  /** Refuses what a paravirtual image, which has no firmware, can't have. */
  static void checkParavirtual(RegisterImageRequest request) {
    if (request.bootMode() != null && !request.bootModeAsString().equals(LEGACY_BIOS)) {
      throw Parameters.combination("A paravirtual image can't have a boot mode.");
    }
    if (request.tpmSupport() != null || request.uefiData() != null) {
      throw Parameters.combination("A paravirtual image can't have TpmSupport or UefiData.");
    }
    requireVersion2(request.imdsSupportAsString(), "ImdsSupport");
  }

  private static void requireVersion2(@Nullable String value, String name) {
    if (value != null && !value.equals(VERSION_2)) {
      throw Parameters.invalid(value, name, "Expecting " + VERSION_2 + ".");
    }
  }

  private static void checkVariables(@Nullable String data, @Nullable String bootMode) {
    if (data == null) {
      return;
    }
    if (bootMode == null || bootMode.equals(LEGACY_BIOS)) {
      throw Parameters.combination("UefiData needs the boot mode 'uefi' or 'uefi-preferred'.");
    }
    try {
      int size = Base64.getDecoder().decode(data).length;
      if (size <= LARGEST_VARIABLES) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as what is too long.
    }
    throw Parameters.invalid(
        data.substring(0, Math.min(20, data.length())),
        "UefiData",
        "Expecting Base64 of at most " + LARGEST_VARIABLES + " bytes.");
  }
}
