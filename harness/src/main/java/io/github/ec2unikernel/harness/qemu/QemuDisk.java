package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A virtio disk of a machine.
 *
 * @param id what QEMU knows it by
 * @param overlay the qcow2 file that takes what is written
 * @param readOnly whether nothing may be written at all
 */
record QemuDisk(String id, Path overlay, boolean readOnly) {

  private static final int SECTOR = 512;

  /** Lays overlays over a machine's disks, in the order in which a guest counts them. */
  static List<QemuDisk> lay(Machine machine, Path directory) throws IOException {
    List<QemuDisk> disks = new ArrayList<>();
    if (machine.source() instanceof Source.Disk disk) {
      disks.add(lay(disk.file(), "root", false, directory));
    }
    for (Volume volume : machine.volumes()) {
      disks.add(lay(volume.file(), volume.device(), volume.readOnly(), directory));
    }
    return disks;
  }

  private static QemuDisk lay(Path raw, String id, boolean readOnly, Path directory)
      throws IOException {
    long size = Math.max(1, -Math.floorDiv(-Files.size(raw), SECTOR)) * SECTOR;
    return new QemuDisk(id, Qemu.overlay(raw, directory, id, size), readOnly);
  }

  List<String> words() {
    return List.of(
        "-drive",
        "if=none,id=%s,format=qcow2,file=%s%s"
            .formatted(id, overlay.toString().replace(",", ",,"), readOnly ? ",readonly=on" : ""),
        "-device",
        "virtio-blk-pci,drive=%s,serial=%s".formatted(id, id));
  }
}
