package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.DiskStart;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.qemu.QemuOffer;

/**
 * Decides whether firmware starts a machine's disk, and which.
 *
 * @param machine the machine, which has a disk as its source
 * @param start what the disk tells
 * @param backend the name of what it is to run on, or {@link Backends#AUTO}
 */
record FirmwareChoice(Machine machine, DiskStart start, String backend) {

  private static final String TYPE = "<instanceType> of <boot> (unikernel.boot.instanceType)";

  /** Tells whether it is firmware without a look at what PV-GRUB would find. */
  boolean isMade() {
    return machine.type() == GuestType.HVM
        || machine.model().firmware() != null
        || backend.equals(QemuOffer.ID)
        || (leavesOpen() && (start.isMarked() || isMeant()));
  }

  /** Tells whether it is firmware as there is nothing for PV-GRUB, but something for firmware. */
  boolean isLeft(Resolution newest) {
    return (backend.equals(Backends.AUTO) || backend.equals(Backends.XEN))
        && leavesOpen()
        && newest.menu().isEmpty()
        && !start.firmwares().isEmpty();
  }

  /** Tells whether the instances that it is for start what is on the disk by firmware. */
  private boolean isMeant() {
    Hypervisor hypervisor = machine.model().hypervisor();
    return hypervisor != null && hypervisor != Hypervisor.XEN_PV && !start.firmwares().isEmpty();
  }

  private boolean leavesOpen() {
    return machine.type() == null && machine.loader() == null;
  }

  /**
   * Returns the guest that firmware starts.
   *
   * @throws InputException if the disk has nothing for it, or is not for what it is meant for
   */
  Guest.OfFirmware guest() {
    requireNoArguments();
    Firmware firmware = firmware();
    requireFit(firmware);
    return new Guest.OfFirmware(machine, firmware, start.way());
  }

  /**
   * Checks that a disk that PV-GRUB boots is to be shown as on PV instances.
   *
   * @throws InputException if not
   */
  void requireParavirtual() {
    Hypervisor hypervisor = machine.model().hypervisor();
    if (hypervisor != null && hypervisor != Hypervisor.XEN_PV) {
      throw new InputException(
          "%s names a type on %s, whose instances start a disk's boot code, and %s %s"
              .formatted(
                  TYPE,
                  hypervisor.text(),
                  machine.source().file(),
                  leavesOpen()
                      ? "has none, as it is for EC2's PV-GRUB"
                      : "is to be booted as EC2's PV-GRUB does (<loader> or <type> of <boot>)"),
          leavesOpen()
              ? "Leave it out, or give a disk with a boot loader: one of this plugin's has it by"
                  + " <bootWay> shim, pvh or multiboot (unikernel.bootWay), as the kernel can."
              : "Leave one of the two out.");
    }
  }

  private void requireNoArguments() {
    if (machine.arguments() != null) {
      throw new InputException(
          "<kernelArgs> of <boot> is '%s', and the boot code of %s hands over its own"
              .formatted(machine.arguments(), machine.source().file()),
          "Leave it out, or change the configuration of the boot loader on the disk.");
    }
  }

  /** A BIOS starts all that UEFI starts of what is made here, and much faster. */
  private Firmware firmware() {
    Firmware asked = machine.model().firmware();
    Firmware firmware =
        asked == null && !start.firmwares().contains(Firmware.BIOS) && !start.firmwares().isEmpty()
            ? Firmware.UEFI
            : asked == null ? Firmware.BIOS : asked;
    if (!start.firmwares().contains(firmware)) {
      throw new InputException(
          "the disk %s has no %s"
              .formatted(
                  machine.source().file(),
                  firmware == Firmware.BIOS
                      ? "boot code in its first sector, so no BIOS boots it"
                      : "EFI system partition, so no UEFI boots it"),
          firmware == Firmware.BIOS
              ? "Install a boot loader on it, or boot it as EC2's PV-GRUB does: leave <backend>"
                  + " (unikernel.boot.backend) out."
              : "Give <firmware> of <boot> (unikernel.boot.firmware) as bios, or build the disk"
                  + " with <firmware>both</firmware> (unikernel.firmware).");
    }
    return firmware;
  }

  private void requireFit(Firmware firmware) {
    Hypervisor hypervisor = machine.model().hypervisor();
    if (hypervisor == Hypervisor.XEN_PV) {
      throw new InputException(
          "%s names a type on Xen PV, and %s starts by a boot loader of its own"
              .formatted(TYPE, machine.source().file()),
          "Name an HVM type, m4.large for one, or build the disk for PV-GRUB"
              + " (<bootWay>pvgrub</bootWay>).");
    }
    if (hypervisor == Hypervisor.NITRO && start.way().needsXen()) {
      throw new InputException(
          "%s names a type on Nitro, and the kernel on %s needs Xen (boot way %s)"
              .formatted(TYPE, machine.source().file(), start.way().id()),
          "Name a type on Xen, t2.micro or m4.large for one, and launch the image there only.");
    }
    if (hypervisor == Hypervisor.XEN_HVM && firmware == Firmware.UEFI) {
      throw new InputException(
          "%s names a type on Xen, which have a BIOS, and %s is to be started by UEFI"
              .formatted(TYPE, machine.source().file()),
          start.firmwares().contains(Firmware.BIOS)
              ? "Leave <firmware> of <boot> (unikernel.boot.firmware) out, or name a type on Nitro,"
                  + " t3.micro for one."
              : "Name a type on Nitro, t3.micro for one, or build the disk with"
                  + " <firmware>both</firmware> (unikernel.firmware).");
    }
  }
}
