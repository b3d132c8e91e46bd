package io.github.ec2unikernel.plugin.volume;

import java.nio.file.Path;

/**
 * A finished volume: an ext2 file system without a partition table.
 *
 * @param name what it is called
 * @param file the raw volume, a sparse file
 * @param size its length in bytes, a multiple of 1 MiB
 * @param sha256 SHA-256 of all its bytes, 64 lower-case hex digits
 */
public record VolumeImage(String name, Path file, long size, String sha256) {}
