package io.github.ec2unikernel.harness.kernel;

/**
 * One way to boot a kernel on EC2, and whether it is this kernel's.
 *
 * @param kind which way
 * @param answer whether it boots so
 * @param reason why, or why not, as a clause
 * @param wayOut what can be done about a no, as a sentence; empty where there is nothing
 */
public record Way(Kind kind, Answer answer, String reason, String wayOut) {

  /** The ways there are. */
  public enum Kind {
    /** EC2's own boot loader for PV instances, chosen by the AMI's kernel id. */
    PV_GRUB("PV-GRUB"),
    /** A BIOS disk with GRUB, which loads the kernel by multiboot. */
    MULTIBOOT("HVM, multiboot"),
    /** A BIOS disk whose boot loader enters the kernel as Xen enters PVH guests. */
    PVH("HVM, PVH"),
    /** A BIOS disk with Xen's PV shim, which runs the PV kernel as its one guest. */
    SHIM("HVM, xen-shim"),
    /** A BIOS disk that boots Linux by its own protocol. */
    LINUX("HVM, as Linux");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the way's name for people. */
    public String text() {
      return text;
    }
  }

  /** Whether a kernel boots. */
  public enum Answer {
    /** This plugin makes a disk on which it boots. */
    YES,
    /** It does not boot so. */
    NO,
    /** It boots so, but this version does not build that disk yet. */
    LATER
  }
}
