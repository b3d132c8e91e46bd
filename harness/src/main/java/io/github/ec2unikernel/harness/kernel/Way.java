package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.BootWay;
import org.jspecify.annotations.Nullable;

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
    PV_GRUB("PV-GRUB", BootWay.PVGRUB),
    /** A BIOS disk with GRUB, which loads the kernel by multiboot. */
    MULTIBOOT("HVM, multiboot", BootWay.MULTIBOOT),
    /** A BIOS disk whose boot loader enters the kernel as Xen enters PVH guests. */
    PVH("HVM, PVH", BootWay.PVH),
    /** A BIOS disk with Xen's PV shim, which runs the PV kernel as its one guest. */
    SHIM("HVM, xen-shim", BootWay.SHIM),
    /** A BIOS disk that boots Linux by its own protocol. */
    LINUX("HVM, as Linux", null);

    private final String text;
    private final @Nullable BootWay bootWay;

    Kind(String text, @Nullable BootWay bootWay) {
      this.text = text;
      this.bootWay = bootWay;
    }

    /** Returns the way's name for people. */
    public String text() {
      return text;
    }

    /** Returns what a disk for it is called, or null where no disk for it is made. */
    public @Nullable BootWay bootWay() {
      return bootWay;
    }
  }

  /** Whether a kernel boots. */
  public enum Answer {
    /** This plugin makes a disk on which it boots. */
    YES,
    /** It does not boot so. */
    NO
  }
}
