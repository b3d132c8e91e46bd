package io.github.ec2unikernel.harness.kernel;

/**
 * What made a kernel.
 *
 * @param name which it is
 * @param evidence how that is known, as the end of a sentence; empty where nothing is known
 */
public record Producer(Name name, String evidence) {

  /** The producers that are told from each other. */
  public enum Name {
    /** Xen's own small kernel, and what is built on it without a trace. */
    MINI_OS("Mini-OS"),
    /** OCaml, on Mini-OS or Solo5. */
    MIRAGEOS("MirageOS"),
    /** Haskell, on a Xen kernel of its own. */
    HALVM("HaLVM"),
    /** NetBSD's rump kernels, on Mini-OS, bare metal or Solo5. */
    RUMPRUN("rumprun"),
    /** Whatever library operating system its sections belong to. */
    UNIKRAFT("Unikraft"),
    /** Java's and other programs' single address space. */
    OSV("OSv"),
    /** NanoVMs' kernel, which loads an ELF program. */
    NANOS("Nanos"),
    /** Solo5's bindings, around a program of unknown origin. */
    SOLO5("Solo5"),
    /** GRUB 2 for Xen. */
    GRUB("GRUB"),
    /** Linux. */
    LINUX("Linux"),
    /** The hypervisor itself. */
    XEN("Xen"),
    /** The hypervisor built to run one PV guest inside a PVH or HVM one. */
    XEN_SHIM("xen-shim"),
    /** None of these, or none that shows. */
    UNKNOWN("unknown");

    private final String text;

    Name(String text) {
      this.text = text;
    }

    /** Returns the name as its makers write it. */
    public String text() {
      return text;
    }
  }

  /** Returns the producer of which nothing is known. */
  public static Producer unknown() {
    return new Producer(Name.UNKNOWN, "");
  }
}
