package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds out what a machine boots and how.
 *
 * @param backend the name of what it is to run on, or {@link Backends#AUTO}
 * @param listener is told what was found
 */
record GuestFinder(String backend, BootListener listener) {

  private static final Pattern REWRITTEN = Pattern.compile("['\"\\\\]| {2}");

  /**
   * Returns the machine's guest.
   *
   * @throws InputException if there is nothing to boot, or a volume is not there
   */
  Guest find(Machine machine) {
    machine.volumes().forEach(Volume::requireFile);
    if (!(machine.source() instanceof Source.Disk disk)) {
      return new Guest.OfKernel(machine);
    }
    FirmwareChoice firmware = new FirmwareChoice(machine, BootDisk.start(disk.file()), backend);
    if (firmware.isMade()) {
      return firmware.guest();
    }
    List<Resolution> resolutions = BootDisk.resolve(disk.file());
    Resolution newest = resolutions.get(0);
    if (firmware.isLeft(newest)) {
      Guest.OfFirmware guest = firmware.guest();
      listener.resolved(
          newest.summary() + "; its boot code is started, as " + guest.firmware() + " does");
      return guest;
    }
    firmware.requireParavirtual();
    BootEntry entry = BootEntry.of(disk.file(), newest);
    LoaderSurvey.tell(resolutions, listener);
    Loader loader = chosen(machine, entry);
    requireFewModules(loader, entry);
    warn(loader, entry);
    return new Guest.OfDisk(machine, loader, entry);
  }

  private static void requireFewModules(Loader loader, BootEntry entry) {
    if (loader == Loader.LIBXL && !entry.modules().isEmpty()) {
      throw new InputException(
          "libxl can't hand over the modules "
              + entry.modules()
              + ": it knows one plain ramdisk, and PV-GRUB a list of modules",
          "Boot with <loader>pvgrub</loader>, which works for kernels with Xen ELF notes; a"
              + " kernel of the old style with modules can only be tried on EC2 itself"
              + " (unikernel.boot.skip).");
    }
  }

  /** GRUB 2 can't load all kernels that EC2's PV-GRUB can, nor can libxl. */
  private static Loader chosen(Machine machine, BootEntry entry) {
    if (machine.arguments() != null) {
      return rewriting(machine, entry);
    }
    if (machine.loader() != null) {
      return machine.loader();
    }
    return entry.loaders().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "no loader here reads the packed kernel "
                        + entry.kernel()
                        + ", though EC2's PV-GRUB does",
                    "Pack it with gzip or xz, or not at all; or leave the boot out"
                        + " (unikernel.boot.skip)."));
  }

  /** pvgrub takes the arguments from the menu on the disk, which is not written to. */
  private static Loader rewriting(Machine machine, BootEntry entry) {
    boolean able = entry.loaders().contains(Loader.LIBXL);
    if (machine.loader() == Loader.PVGRUB || !able) {
      throw new InputException(
          "<kernelArgs> of <boot> is '%s', and %s"
              .formatted(
                  machine.arguments(),
                  able
                      ? "<loader>pvgrub</loader> takes what the disk's menu says"
                      : "libxl, which alone takes others than the disk's menu, can't load "
                          + entry.kernel()),
          "Leave it out, or "
              + (able ? "boot with <loader>libxl</loader>." : "change the menu on the disk."));
    }
    return Loader.LIBXL;
  }

  private void warn(Loader loader, BootEntry entry) {
    if (loader == Loader.PVGRUB && REWRITTEN.matcher(entry.arguments()).find()) {
      listener.warning(
          "GRUB 2 hands the kernel's arguments over with a backslash before each quote and backslash"
              + " and with single blanks; EC2's PV-GRUB takes them as they stand. The loader libxl"
              + " shows them so here.");
    }
  }
}
