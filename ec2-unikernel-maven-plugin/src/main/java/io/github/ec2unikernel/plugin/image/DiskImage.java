package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import java.nio.file.Path;

/**
 * A finished disk that EC2's PV-GRUB boots.
 *
 * @param file the raw disk, a sparse file
 * @param size its length in bytes, a multiple of 512
 * @param sha256 SHA-256 of all its bytes, 64 lower-case hex digits
 * @param kernel the kernel on it, the first in the menu of several
 */
public record DiskImage(Path file, long size, String sha256, Kernel kernel) {}
