package io.github.ec2unikernel.plugin.publish;

/**
 * A block of the disk that isn't all zeros.
 *
 * @param index its place in the volume, in blocks of 512 KiB
 * @param sha256 its SHA-256 in base64, zeros after the disk's end included
 */
public record DataBlock(int index, String sha256) {}
