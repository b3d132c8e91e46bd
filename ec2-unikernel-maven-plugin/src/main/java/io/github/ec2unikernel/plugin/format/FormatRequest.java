package io.github.ec2unikernel.plugin.format;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Which disk is to be had in which format.
 *
 * @param disk the raw disk
 * @param sha256 SHA-256 of all its bytes, in hex: what tells it from other disks
 * @param timestamp when it was made, for formats that say so
 * @param format the wanted format
 * @param target where it goes, in a directory that exists
 */
public record FormatRequest(
    Path disk, String sha256, Instant timestamp, DiskFormat format, Path target) {}
