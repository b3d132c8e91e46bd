/** Reads a finished disk as EC2's PV-GRUB does, and says what would be booted from it. */
package io.github.ec2unikernel.harness.disk;
