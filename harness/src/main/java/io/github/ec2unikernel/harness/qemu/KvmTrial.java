package io.github.ec2unikernel.harness.qemu;

import java.nio.file.Path;
import java.util.List;

/**
 * A machine that shows whether KVM runs what it is wanted for.
 *
 * @param name what the finding is kept under; empty for the machine that runs Xen
 * @param words what follows QEMU's program and its machine
 * @param proof what it prints when all has worked
 */
public record KvmTrial(String name, List<String> words, String proof) {

  /** Copies the list. */
  public KvmTrial {
    words = List.copyOf(words);
  }

  /**
   * Returns the start of Xen without a dom0.
   *
   * @param xen the hypervisor
   */
  public static KvmTrial ofXen(Path xen) {
    return new KvmTrial(
        "",
        List.of(
            "-cpu",
            Qemu.CPU,
            "-m",
            "128",
            "-kernel",
            xen.toString(),
            "-append",
            "console=com1",
            "-serial",
            "stdio"),
        "dom0 kernel not specified");
  }

  /** Returns the start of a PC without anything to boot, which its BIOS says in the end. */
  public static KvmTrial ofFirmware() {
    return new KvmTrial(
        "pc-",
        List.of(
            "-cpu",
            "host",
            "-m",
            "32",
            "-chardev",
            "stdio,id=firmware",
            "-device",
            "isa-debugcon,iobase=0x402,chardev=firmware"),
        "No bootable device");
  }
}
