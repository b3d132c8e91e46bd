package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.WayChooser;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides by which way a disk boots: one for all its kernels. */
final class DiskWay {

  private final ImageRequest request;
  private final List<Triage> kernels;

  private DiskWay(ImageRequest request, List<Triage> kernels) {
    this.request = request;
    this.kernels = kernels;
  }

  /**
   * Returns the way.
   *
   * @param kernels the request's kernels as they were read
   * @throws InputException if a kernel does not boot so, the kernels have no way in common, or the
   *     request asks for what a disk of that way does not have
   */
  static BootWay choose(ImageRequest request, List<Triage> kernels) {
    return new DiskWay(request, kernels).choose();
  }

  /** Returns what is to start the disk: none by PV-GRUB, else a BIOS if nothing is asked for. */
  static Set<Firmware> firmwares(ImageRequest request, BootWay way) {
    Set<Firmware> wanted = request.boot().firmwares();
    return way.isHvm() && wanted.isEmpty() ? Set.of(Firmware.BIOS) : wanted;
  }

  private BootWay choose() {
    Set<BootWay> ways = new LinkedHashSet<>();
    List<String> each = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      boolean hasModules = !request.kernels().get(i).modules().isEmpty();
      BootWay way = WayChooser.choose(kernels.get(i), request.boot().way(), hasModules);
      ways.add(way);
      each.add(kernels.get(i).name() + " by " + way.id());
    }
    if (ways.size() > 1) {
      throw new InputException(
          "The kernels boot by different ways, and a disk has one: " + String.join(", ", each),
          "Set <bootWay> to one that all of them have, or make a disk of each.");
    }
    BootWay way = ways.iterator().next();
    requireProfile(way);
    requireFirmwares(way);
    return way;
  }

  private void requireProfile(BootWay way) {
    Profile profile = request.profile();
    if (profile != null && way.isHvm()) {
      throw new InputException(
          "<profile> is '%s', a layout for PV-GRUB, and this disk boots by %s"
              .formatted(profile.id(), way.id()),
          request.boot().way() == null
              ? "Leave <profile> out; the goal inspect says why PV-GRUB does not boot the kernel."
              : "Leave <profile> out, or set <bootWay>pvgrub</bootWay>.");
    }
  }

  private void requireFirmwares(BootWay way) {
    Set<Firmware> wanted = request.boot().firmwares();
    if (!way.isHvm() && !wanted.isEmpty()) {
      throw new InputException(
          "<firmware> is given, and PV-GRUB boots this disk, on machines that have none",
          "Leave <firmware> out, or choose another <bootWay>; the goal inspect names the kernel's.");
    }
    if (way.needsXen() && wanted.contains(Firmware.UEFI)) {
      throw new InputException(
          "<firmware> asks for UEFI, and a disk by %s needs a Xen machine below it; EC2's have a BIOS only"
              .formatted(way.id()),
          "Leave <firmware> out.");
    }
  }
}
