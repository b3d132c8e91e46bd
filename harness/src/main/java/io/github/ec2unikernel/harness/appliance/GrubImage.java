package io.github.ec2unikernel.harness.appliance;

import java.nio.file.Path;

/**
 * A GRUB that runs as a Xen PV guest.
 *
 * @param name its name in dom0's root directory
 * @param file where it was made
 */
record GrubImage(String name, Path file) {}
