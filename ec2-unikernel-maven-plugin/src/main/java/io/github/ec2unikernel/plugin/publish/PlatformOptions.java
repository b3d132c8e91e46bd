package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Paravirtual;
import io.github.ec2unikernel.plugin.aws.Platform;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the platform, wherever it applies; null is not asked for.
 *
 * @param bootMode {@code legacy-bios}, {@code uefi} or {@code uefi-preferred}
 * @param ena whether the guest drives ENA, EC2's newer network card
 * @param imds {@code v2.0}: instances get metadata by IMDSv2 alone
 * @param tpm {@code v2.0}: instances have a TPM
 */
public record PlatformOptions(
    @Nullable String bootMode, boolean ena, @Nullable String imds, @Nullable String tpm) {

  private static final String VERSION_2 = "v2.0";

  /** Returns what nobody has asked for anything of. */
  public static PlatformOptions standard() {
    return new PlatformOptions(null, false, null, null);
  }

  /**
   * Refuses what a Xen PV image can't have.
   *
   * @throws InputException saying why it can't
   */
  void checkParavirtual() {
    if (bootMode != null) {
      throw refused(
          "bootMode", bootMode, "has no firmware to be booted by: its host runs PV-GRUB in it");
    }
    if (ena) {
      throw refused("ena", "true", "can become unreachable by it, says AWS");
    }
    if (tpm != null) {
      throw refused("tpmSupport", tpm, "has no firmware, and a TPM takes UEFI");
    }
    if (imds != null && !imds.equals(VERSION_2)) {
      throw new InputException(
          "<ami><imdsSupport> is '" + imds + "', which there is not.",
          "Give " + VERSION_2 + ", or leave it out.");
    }
  }

  /** Returns the platform of a PV image that the kernel boots. */
  Platform paravirtual(PvGrubKernel kernel) {
    checkParavirtual();
    return new Paravirtual(kernel, imds != null);
  }

  private static InputException refused(String element, String value, String why) {
    return new InputException(
        "<ami><"
            + element
            + "> is '"
            + value
            + "', and the machine image is paravirtual: it "
            + why
            + ".",
        "Leave <" + element + "> out.");
  }
}
