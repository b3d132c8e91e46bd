package io.github.ec2unikernel.plugin.policy;

/**
 * What a policy is filled in with.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param account the account's twelve digits
 * @param region the region that the policy is kept to, {@code *} for all
 * @param bucket the bucket that disks are imported from
 * @param role the role that imports them
 */
public record PolicyValues(
    String partition, String account, String region, String bucket, String role) {}
