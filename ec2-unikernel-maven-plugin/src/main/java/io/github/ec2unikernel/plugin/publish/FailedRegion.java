package io.github.ec2unikernel.plugin.publish;

/**
 * A region that a run of best effort could not publish to, and where it left nothing it could
 * delete.
 *
 * @param region the region
 * @param problem what went wrong
 */
public record FailedRegion(String region, String problem) {}
