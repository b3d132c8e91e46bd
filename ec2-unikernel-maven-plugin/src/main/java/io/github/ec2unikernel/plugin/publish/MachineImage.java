package io.github.ec2unikernel.plugin.publish;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An AMI that instances can be run from.
 *
 * @param id its AMI id
 * @param name its name
 * @param region where it is
 * @param kernelId the AKI of the PV-GRUB that boots it, null for an HVM image
 * @param snapshot the snapshot of its root device
 * @param volumes the snapshots of its volumes by their names
 * @param reused whether it was there before, with the same content
 */
public record MachineImage(
    String id,
    String name,
    String region,
    @Nullable String kernelId,
    Snapshot snapshot,
    Map<String, Snapshot> volumes,
    boolean reused) {

  /** Keeps the volumes in their order. */
  public MachineImage {
    volumes = Collections.unmodifiableMap(new LinkedHashMap<>(volumes));
  }

  /** Returns an image of those disks, each with its snapshot. */
  static MachineImage of(
      String id,
      String name,
      String region,
      @Nullable String kernelId,
      Map<DiskSource, Snapshot> disks,
      boolean reused) {
    Map<String, Snapshot> byName = new LinkedHashMap<>();
    disks.forEach((disk, snapshot) -> byName.put(disk.name(), snapshot));
    Snapshot root = Objects.requireNonNull(byName.remove(DiskSource.ROOT));
    return new MachineImage(id, name, region, kernelId, root, byName, reused);
  }

  /** Returns the same image as one that this run made. */
  MachineImage made() {
    return new MachineImage(id, name, region, kernelId, snapshot, volumes, false);
  }

  /** Returns all snapshots by their disks' names. */
  Map<String, Snapshot> byName() {
    Map<String, Snapshot> all = new LinkedHashMap<>(volumes);
    all.put(DiskSource.ROOT, snapshot);
    return all;
  }
}
