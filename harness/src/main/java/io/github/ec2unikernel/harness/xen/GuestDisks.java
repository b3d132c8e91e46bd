package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A guest's disks: writable overlays in the sizes that EC2 would give them. */
public final class GuestDisks {

  /** EBS volumes come in whole GiB, and at least one. */
  private static final long GIBIBYTE = 1L << 30;

  private GuestDisks() {}

  /** Returns a machine's raw files by the names that the guest gets them under, the root first. */
  static Map<String, Path> files(Machine machine) {
    Map<String, Path> files = new LinkedHashMap<>();
    if (machine.source() instanceof Source.Disk disk) {
      files.put(rootName(machine), disk.file());
    }
    for (Volume volume : machine.volumes()) {
      files.put(volume.device(), volume.file());
    }
    return files;
  }

  /** Returns the names of those that the guest may not write to. */
  public static Set<String> readOnly(Machine machine) {
    return machine.volumes().stream()
        .filter(Volume::readOnly)
        .map(Volume::device)
        .collect(Collectors.toSet());
  }

  /** Returns the number by which Xen's store knows the root disk: major * 256 + minor. */
  public static int rootNumber(Machine machine) {
    return rootName(machine).equals("xvda") ? 202 << 8 : (8 << 8) + 1;
  }

  /**
   * The boot loaders take the disk of the lowest number as hd0. xvda's is lower than those of other
   * xvds but higher than those of all sds, so among these the root has the name that EC2 gives it.
   * A BIOS starts from the first IDE disk, which libxl makes of xvda.
   */
  private static String rootName(Machine machine) {
    boolean scsi =
        machine.type() != GuestType.HVM
            && machine.volumes().stream().anyMatch(it -> it.device().startsWith("sd"));
    return scsi ? "sda1" : "xvda";
  }

  /** Returns a machine's drives, by the same names. */
  public static List<Drive> drives(Machine machine) throws IOException {
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
