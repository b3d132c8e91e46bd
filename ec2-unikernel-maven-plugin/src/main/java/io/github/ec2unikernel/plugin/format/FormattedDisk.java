package io.github.ec2unikernel.plugin.format;

import java.nio.file.Path;

/**
 * A disk in a format of its own.
 *
 * @param format the format
 * @param file the disk
 * @param size the file's length in bytes
 */
public record FormattedDisk(DiskFormat format, Path file, long size) {}
