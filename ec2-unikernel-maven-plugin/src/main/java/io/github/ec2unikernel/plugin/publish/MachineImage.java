package io.github.ec2unikernel.plugin.publish;

/**
 * An AMI that instances can be run from.
 *
 * @param id its AMI id
 * @param name its name
 * @param region where it is
 * @param kernelId the AKI of the PV-GRUB that boots it
 * @param snapshot the snapshot of its root device
 * @param reused whether it was there before, with the same content
 */
public record MachineImage(
    String id, String name, String region, String kernelId, Snapshot snapshot, boolean reused) {}
