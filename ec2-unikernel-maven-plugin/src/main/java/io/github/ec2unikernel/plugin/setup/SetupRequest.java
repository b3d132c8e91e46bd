package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Ingress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be there for publishing and launching.
 *
 * @param bucket the bucket that disks are imported from, null for none
 * @param role the role that imports them
 * @param securityGroup the security group's name, null for none
 * @param ingress what the security group lets in
 */
public record SetupRequest(
    AwsTarget target,
    @Nullable String bucket,
    String role,
    @Nullable String securityGroup,
    Set<Ingress> ingress) {

  private static final String BUCKET_NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
  private static final String ROLE_NAME = "[A-Za-z0-9+=,.@_-]{1,64}";

  /** Checks the names, and takes a copy. */
  public SetupRequest {
    ingress = Set.copyOf(ingress);
    if (bucket != null && !bucket.matches(BUCKET_NAME)) {
      throw new InputException(
          "<bucket> is '" + bucket + "', which S3 does not take for a name",
          "Give 3 to 63 lower-case letters, digits, dots and hyphens, or -Dunikernel.bucket=NAME.");
    }
    if (!role.matches(ROLE_NAME)) {
      throw new InputException(
          "<role> is '" + role + "', which IAM does not take for a name",
          "Give 1 to 64 letters, digits and +=,.@_-, or -Dunikernel.role=NAME.");
    }
    if (bucket == null && securityGroup == null) {
      throw new InputException(
          "There is nothing to set up",
          "Name a bucket with -Dunikernel.bucket=NAME, for publishing through S3, or a security"
              + " group with -Dunikernel.securityGroup=NAME; publishing by EBS direct needs"
              + " neither.");
    }
  }
}
