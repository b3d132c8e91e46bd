package io.github.ec2unikernel.plugin.aws;

/**
 * A 64-bit Xen PV image. It has no firmware, so no boot mode and no TPM; and EnaSupport or
 * SriovNetSupport can make its instances unreachable.
 *
 * @param kernel the PV-GRUB that boots it
 * @param metadataV2 whether its instances get metadata by IMDSv2 alone; the host serves it,
 *     whatever the virtualization
 */
public record Paravirtual(PvGrubKernel kernel, boolean metadataV2) implements Platform {

  /** The root device of all PV images. */
  // PV-GRUB takes the disk with the lowest device number as hd0; /dev/xvda would lose to an
  // instance store's /dev/sda3.
  public static final String ROOT_DEVICE = "/dev/sda1";

  @Override
  public String machine() {
    return "paravirtual x86_64";
  }

  @Override
  public String identity() {
    return "kernel " + kernel.id() + "\n" + (metadataV2 ? "imds v2.0\n" : "");
  }

  @Override
  public String rootDevice() {
    return ROOT_DEVICE;
  }
}
