package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of a machine.
 *
 * @param model what it is to the guest
 * @param first whether it is the one that firmware starts
 * @param id what QEMU knows it by
 * @param overlay the qcow2 file that takes what is written
 * @param readOnly whether nothing may be written at all
 */
record QemuDisk(DiskModel model, boolean first, String id, Path overlay, boolean readOnly) {

  private static final int SECTOR = 512;

  /** Lays overlays over a machine's disks, in the order in which a guest counts them. */
  static List<QemuDisk> lay(Machine machine, Path directory) throws IOException {
    List<QemuDisk> disks = new ArrayList<>();
    DiskModel model = machine.model().diskInQemu();
    if (machine.source() instanceof Source.Disk disk) {
      disks.add(lay(model, true, disk.file(), "root", false, directory));
    }
    for (Volume volume : machine.volumes()) {
      disks.add(lay(model, false, volume.file(), volume.device(), volume.readOnly(), directory));
    }
    return disks;
  }

  private static QemuDisk lay(
      DiskModel model, boolean first, Path raw, String id, boolean readOnly, Path directory)
      throws IOException {
    long size = Math.max(1, -Math.floorDiv(-Files.size(raw), SECTOR)) * SECTOR;
    return new QemuDisk(model, first, id, Qemu.overlay(raw, directory, id, size), readOnly);
  }

  List<String> words() {
    return List.of(
        "-drive",
        "if=none,id=%s,format=qcow2,file=%s%s"
            .formatted(id, overlay.toString().replace(",", ",,"), readOnly ? ",readonly=on" : ""),
        "-device",
        "%s,drive=%s,serial=%s%s".formatted(device(), id, id, first ? ",bootindex=0" : ""));
  }

  private String device() {
    return switch (model) {
      case VIRTIO -> "virtio-blk-pci";
      case IDE -> "ide-hd";
      case NVME -> "nvme"; // a controller for each, as on Nitro
    };
  }
}
