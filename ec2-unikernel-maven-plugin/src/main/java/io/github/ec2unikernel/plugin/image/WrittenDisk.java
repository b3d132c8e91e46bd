package io.github.ec2unikernel.plugin.image;

/**
 * What is known of a disk once it is in its place.
 *
 * @param sha256 SHA-256 of all its bytes, 64 lower-case hex digits
 * @param proof what the generations of PV-GRUB make of it
 */
record WrittenDisk(String sha256, BootProof proof) {}
