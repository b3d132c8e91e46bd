package io.github.ec2unikernel.plugin.publish;

/**
 * A snapshot that another one can be made from by sending what differs.
 *
 * @param snapshotId its id
 * @param manifest what it holds
 */
public record Parent(String snapshotId, BlockManifest manifest) {}
