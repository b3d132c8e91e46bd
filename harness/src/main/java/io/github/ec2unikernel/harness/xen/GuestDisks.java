package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A guest's disks: writable overlays in the sizes that EC2 would give them. */
final class GuestDisks {

  /** The boot loaders' hd0. */
  private static final String ROOT = "xvda";

  /** EBS volumes come in whole GiB, and at least one. */
  private static final long GIBIBYTE = 1L << 30;

  private GuestDisks() {}

  /** Returns a machine's raw files by the names that the guest gets them under, the root first. */
  static Map<String, Path> files(Machine machine) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put(ROOT, machine.disk());
    for (Volume volume : machine.volumes()) {
      files.put(volume.device(), volume.file());
    }
    return files;
  }

  /** Lays an overlay over each of a machine's disks, and returns them by the same names. */
  static Map<String, Path> lay(Machine machine, Path directory) throws IOException {
    Map<String, Path> overlays = new LinkedHashMap<>();
    for (Map.Entry<String, Path> disk : files(machine).entrySet()) {
      long size = sizeOnEc2(Files.size(disk.getValue()));
      overlays.put(disk.getKey(), Qemu.overlay(disk.getValue(), directory, disk.getKey(), size));
    }
    return overlays;
  }

  static long sizeOnEc2(long size) {
    return Math.max(1, -Math.floorDiv(-size, GIBIBYTE)) * GIBIBYTE;
  }
}
