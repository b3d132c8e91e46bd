package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.policy.Decision;
import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredRole;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The role that VM Import takes on, as its policies are at the time. */
final class ImportRole {

  private static final String SERVICE = "vmie.amazonaws.com";

  private final State state;

  ImportRole(State state) {
    this.state = state;
  }

  /** Returns whether VM Import can take on the role and do its work in EC2. */
  boolean isUsable(Caller caller, String name) {
    return find(caller, name)
        .filter(role -> isTrusting(caller, role))
        .filter(role -> inEc2(caller).allMatch(permission -> allows(role, permission)))
        .isPresent();
  }

  /** Returns whether the role may find and read an object. */
  boolean mayRead(Caller caller, String name, ImportSource source) {
    String bucket = "arn:" + Arn.partition(caller.region()) + ":s3:::" + source.bucket();
    return find(caller, name)
        .filter(role -> allows(role, Permission.of("s3:GetBucketLocation", bucket)))
        .filter(role -> allows(role, Permission.of("s3:ListBucket", bucket)))
        .filter(role -> allows(role, Permission.of("s3:GetObject", bucket + "/" + source.key())))
        .isPresent();
  }

  private Optional<StoredRole> find(Caller caller, String name) {
    String home = Region.find(caller.region()).map(Region::global).orElse(caller.region());
    return name.matches("[\\w+=,.@-]{1,64}") ? state.roles(home).find(name) : Optional.empty();
  }

  private static boolean isTrusting(Caller caller, StoredRole role) {
    String source =
        "arn:%s:vmie:%s:%s:*"
            .formatted(Arn.partition(caller.region()), caller.region(), Caller.ACCOUNT);
    return PolicyDocument.parse(role.role().assumeRolePolicyDocument(), PolicyKind.TRUST)
        .trusts(
            SERVICE,
            Map.of(
                "sts:ExternalId", List.of("vmimport"),
                "aws:SourceAccount", List.of(Caller.ACCOUNT),
                "aws:SourceArn", List.of(source)));
  }

  /** Returns what VM Import does as the role in EC2, as its user's guide has it, in the region. */
  private static Stream<Permission> inEc2(Caller caller) {
    String snapshot = Arn.ofEc2(caller.region(), "snapshot", "*");
    String image = Arn.ofEc2(caller.region(), "image", "*");
    return Stream.of(
            Permission.of("ec2:ModifySnapshotAttribute", snapshot),
            Permission.of("ec2:CopySnapshot", snapshot),
            Permission.of("ec2:RegisterImage", snapshot),
            Permission.of("ec2:RegisterImage", image),
            Permission.of("ec2:DescribeSnapshots"))
        .map(permission -> permission.with("aws:RequestedRegion", caller.region()));
  }

  private static boolean allows(StoredRole role, Permission permission) {
    List<PolicyDocument> documents =
        role.policies().values().stream()
            .map(document -> PolicyDocument.parse(document, PolicyKind.IDENTITY))
            .toList();
    return PolicyDocument.decide(documents, permission) == Decision.ALLOWED;
  }
}
