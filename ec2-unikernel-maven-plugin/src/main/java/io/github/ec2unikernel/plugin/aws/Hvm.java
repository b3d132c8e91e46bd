package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.launch.BootMode;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit x86 HVM image, which firmware boots and never a kernel id. SriovNetSupport is never
 * said: no unikernel has a driver for that card.
 *
 * @param bootMode what starts its disk
 * @param ena whether it drives ENA
 * @param metadataV2 whether its instances get metadata by IMDSv2 alone
 * @param tpm whether its instances have a TPM, which takes {@link BootMode#UEFI}
 */
public record Hvm(BootMode bootMode, boolean ena, boolean metadataV2, boolean tpm)
    implements Platform {

  /** The root device of all HVM images. */
  // It is the whole disk, with a partition table, and Xen's guests know disks by number: xvda is
  // 51712 to all of them, while instances with /dev/sda1 were seen to find 768 (hda). Nitro's
  // guests see an NVMe disk whatever its name.
  public static final String ROOT_DEVICE = "/dev/xvda";

  /** Refuses a TPM without UEFI. */
  public Hvm {
    if (tpm && bootMode != BootMode.UEFI) {
      throw new IllegalArgumentException("a TPM with " + bootMode);
    }
  }

  @Override
  public String machine() {
    return "hvm x86_64";
  }

  @Override
  public String identity() {
    return "boot mode "
        + bootMode.id()
        + "\n"
        + (ena ? "ena\n" : "")
        + (metadataV2 ? "imds v2.0\n" : "")
        + (tpm ? "tpm v2.0\n" : "");
  }

  @Override
  public String rootDevice() {
    return ROOT_DEVICE;
  }

  @Override
  public @Nullable PvGrubKernel kernel() {
    return null;
  }
}
