package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the machine that runs Xen has to have for one guest.
 *
 * @param drives its disks
 * @param guestMemory the guest's memory in MiB
 * @param dom0Memory what dom0 needs beside its usual memory, in MiB
 * @param networks the guest's networks
 */
public record Hardware(
    List<Drive> drives, int guestMemory, int dom0Memory, List<Network> networks) {

  /** Copies the lists. */
  public Hardware {
    drives = List.copyOf(drives);
    networks = List.copyOf(networks);
  }

  /** Returns where the overlays lie, by the drives' names. */
  Map<String, Path> overlays(Path directory) {
    Map<String, Path> overlays = new LinkedHashMap<>();
    drives.forEach(drive -> overlays.put(drive.name(), Qemu.overlayIn(directory, drive.name())));
    return overlays;
  }

  /** Lays a writable overlay over each drive. */
  void lay(Path directory) {
    drives.forEach(each -> Qemu.overlay(each.file(), directory, each.name(), each.size()));
  }
}
