package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.launch.LaunchTable;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Hvm;
import io.github.ec2unikernel.plugin.aws.Paravirtual;
import io.github.ec2unikernel.plugin.aws.Platform;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
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
    @Nullable String bootMode, @Nullable Boolean ena, @Nullable String imds, @Nullable String tpm) {

  private static final String VERSION_2 = "v2.0";

  /** Returns what nobody has asked for anything of. */
  public static PlatformOptions standard() {
    return new PlatformOptions(null, null, null, null);
  }

  /**
   * Refuses what an image of that disk can't have.
   *
   * @throws InputException saying why it can't
   */
  void check(DiskBoot boot) {
    if (imds != null && !imds.equals(VERSION_2)) {
      throw version("imdsSupport", imds);
    }
    if (boot.way().isHvm()) {
      checkHvm(boot);
    } else {
      checkParavirtual();
    }
  }

  private void checkParavirtual() {
    if (bootMode != null) {
      throw refused(
          "bootMode", bootMode, "has no firmware to be booted by: its host runs PV-GRUB in it");
    }
    if (Boolean.TRUE.equals(ena)) {
      throw refused("ena", "true", "can become unreachable by it, says AWS");
    }
    if (tpm != null) {
      throw refused("tpmSupport", tpm, "has no firmware, and a TPM takes UEFI");
    }
  }

  private void checkHvm(DiskBoot boot) {
    BootMode disks = BootMode.of(boot.firmwares());
    if (bootMode != null) {
      BootMode mode =
          BootMode.find(bootMode)
              .orElseThrow(
                  () ->
                      new InputException(
                          "<ami><bootMode> is '" + bootMode + "', which there is not.",
                          "Give legacy-bios, uefi or uefi-preferred, or leave it out for '"
                              + disks.id()
                              + "', as the disk is made."));
      if (!boot.firmwares().containsAll(mode.firmwares())) {
        throw new InputException(
            "<ami><bootMode> is '"
                + bootMode
                + "', and the disk is made for '"
                + disks.id()
                + "': its instances would not start.",
            "Leave <bootMode> out, or build the disk for that firmware too, with <firmware>.");
      }
    }
    if (tpm != null && !tpm.equals(VERSION_2)) {
      throw version("tpmSupport", tpm);
    }
    if (tpm != null && mode(boot) != BootMode.UEFI) {
      throw new InputException(
          "<ami><tpmSupport> is '"
              + tpm
              + "', and the boot mode is '"
              + mode(boot).id()
              + "': EC2 has a TPM for 'uefi' alone.",
          boot.firmwares().containsAll(BootMode.UEFI.firmwares())
              ? "Add <bootMode>uefi</bootMode>, or leave <tpmSupport> out."
              : "Leave <tpmSupport> out.");
    }
  }

  private BootMode mode(DiskBoot boot) {
    return bootMode == null ? BootMode.of(boot.firmwares()) : BootMode.find(bootMode).orElseThrow();
  }

  /** Returns what decides where an image of the disk launches; reads the kernel if there is one. */
  public LaunchImage launchImage(DiskBoot boot) {
    check(boot);
    BootWay way = boot.way();
    Producer.Name family = Producer.Name.UNKNOWN;
    Set<BootWay> ways = EnumSet.of(way);
    Path kernel = boot.kernel();
    if (kernel != null && Files.isRegularFile(kernel)) {
      Triage triage = Triage.of(kernel);
      family = triage.producer().name();
      ways.addAll(LaunchImage.ways(triage));
    }
    if (!way.isHvm()) {
      return new LaunchImage(family, ways, way, null, false);
    }
    return new LaunchImage(
        family, ways, way, mode(boot), ena == null ? LaunchTable.takesEna(family, way) : ena);
  }

  /** Returns the platform of a PV image that the kernel boots. */
  Platform paravirtual(PvGrubKernel kernel) {
    return new Paravirtual(kernel, imds != null);
  }

  /** Returns the platform of an HVM image. */
  Platform hvm(LaunchImage launch) {
    return new Hvm(
        Objects.requireNonNull(launch.bootMode()), launch.ena(), imds != null, tpm != null);
  }

  private static InputException version(String element, String value) {
    return new InputException(
        "<ami><" + element + "> is '" + value + "', which there is not.",
        "Give " + VERSION_2 + ", or leave it out.");
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
