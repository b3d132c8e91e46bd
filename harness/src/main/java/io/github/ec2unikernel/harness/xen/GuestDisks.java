package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** Returns a machine's drives, by the same names. */
  static List<Drive> drives(Machine machine) throws IOException {
    List<Drive> drives = new ArrayList<>();
    for (Map.Entry<String, Path> disk : files(machine).entrySet()) {
      long size = sizeOnEc2(Files.size(disk.getValue()));
      drives.add(new Drive(disk.getKey(), disk.getValue(), size));
    }
    return drives;
  }

  static long sizeOnEc2(long size) {
    return Math.max(1, -Math.floorDiv(-size, GIBIBYTE)) * GIBIBYTE;
  }
}
