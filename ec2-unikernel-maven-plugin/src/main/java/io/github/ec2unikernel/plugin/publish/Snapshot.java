package io.github.ec2unikernel.plugin.publish;

/**
 * A completed EBS snapshot of a disk image.
 *
 * @param id its id
 * @param volumeSizeGib the size of its volume in GiB
 * @param blocks how many blocks of 512 KiB this run sent; 0 if it was there already
 * @param bytesSent how many bytes that was, each block counted once
 */
public record Snapshot(String id, int volumeSizeGib, int blocks, long bytesSent) {}
