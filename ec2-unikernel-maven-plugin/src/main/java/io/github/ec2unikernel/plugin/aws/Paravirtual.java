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

  @Override
  public String machine() {
    return "paravirtual x86_64";
  }

  @Override
  public String identity() {
    return "kernel " + kernel.id() + "\n" + (metadataV2 ? "imds v2.0\n" : "");
  }
}
