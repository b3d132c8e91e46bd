package io.github.ec2unikernel.harness.model;

import org.jspecify.annotations.Nullable;

/**
 * What an HVM guest is to find; what is null is chosen by the disk that it boots.
 *
 * @param hypervisor what the EC2 instances run on that its image is for
 * @param firmware what starts its disk
 * @param disk what its disks are
 * @param nic what its network interfaces are
 */
public record MachineModel(
    @Nullable Hypervisor hypervisor,
    @Nullable Firmware firmware,
    @Nullable DiskModel disk,
    @Nullable NicModel nic) {

  /** Leaves all to the disk. */
  public static final MachineModel ANY = new MachineModel(null, null, null, null);

  /** Returns the model of a hypervisor's instances, as near as one comes to it here. */
  public static MachineModel of(Hypervisor hypervisor) {
    return new MachineModel(hypervisor, null, null, null);
  }

  /** Returns the same for other instances. */
  public MachineModel withHypervisor(@Nullable Hypervisor other) {
    return new MachineModel(other, firmware, disk, nic);
  }

  /** Returns the same with another firmware. */
  public MachineModel withFirmware(@Nullable Firmware other) {
    return new MachineModel(hypervisor, other, disk, nic);
  }

  /** Returns the same with other disks. */
  public MachineModel withDisk(@Nullable DiskModel other) {
    return new MachineModel(hypervisor, firmware, other, nic);
  }

  /** Returns the same with other network interfaces. */
  public MachineModel withNic(@Nullable NicModel other) {
    return new MachineModel(hypervisor, firmware, disk, other);
  }

  /** Returns what the disks are where QEMU plays them: NVMe for Nitro, else virtio. */
  public DiskModel diskInQemu() {
    if (disk != null) {
      return disk;
    }
    return hypervisor == Hypervisor.NITRO ? DiskModel.NVME : DiskModel.VIRTIO;
  }

  /** Returns what the interfaces are where QEMU plays them, which has no ENA for Nitro. */
  public NicModel nicInQemu() {
    if (nic != null) {
      return nic;
    }
    return hypervisor == Hypervisor.NITRO ? NicModel.E1000E : NicModel.VIRTIO;
  }
}
