package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.localec2.state.Documents;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

final class EnforcementTest extends LocalEc2Base {

  private static final Tag OURS = Tag.builder().key("owner").value("us").build();

  @Test
  void whatNoPolicyAllowsIsRefusedInTheWordsOfItsServiceBeforeItHappens() {
    enforce("'Effect': 'Allow', 'Action': 'ec2:DescribeImages', 'Resource': '*'");

    ec2.describeImages();
    assertThat(Clients.refusal(this::startSnapshot))
        .hasMessageContaining(
            "User: arn:aws:iam::123456789012:user/local is not authorized to perform:"
                + " ebs:StartSnapshot on resource: arn:aws:ec2:us-west-2::snapshot/* because no"
                + " identity-based policy allows the ebs:StartSnapshot action");
    assertThat(Clients.code(this::startSnapshot)).isEqualTo("AccessDeniedException");
    assertThat(Clients.refusal(() -> ec2.describeSnapshots()))
        .hasMessageContaining(
            "You are not authorized to perform this operation. User:"
                + " arn:aws:iam::123456789012:user/local is not authorized to perform:"
                + " ec2:DescribeSnapshots because no identity-based policy allows the"
                + " ec2:DescribeSnapshots action");
    assertThat(Clients.code(() -> ec2.describeSnapshots())).isEqualTo("UnauthorizedOperation");
    local.allowAll();
    assertThat(ec2.describeSnapshots().snapshots()).isEmpty();
  }

  @Test
  void aDenialIsToldAsOne() {
    enforce(
        "'Effect': 'Allow', 'Action': '*', 'Resource': '*'",
        "'Effect': 'Deny', 'Action': 'ec2:DescribeImages', 'Resource': '*'");

    assertThat(Clients.refusal(() -> ec2.describeImages()))
        .hasMessageContaining(
            "ec2:DescribeImages with an explicit deny in an identity-based policy");
  }

  @Test
  void aGroupThatIsNamedIsTheOneThatTheRightIsAbout() {
    String ours = ec2.createSecurityGroup(r -> r.groupName("ours").description("d")).groupId();
    ec2.createSecurityGroup(r -> r.groupName("other").description("d"));
    enforce(
        "'Effect': 'Allow', 'Action': 'ec2:*SecurityGroup*',"
            + " 'Resource': 'arn:aws:ec2:us-west-2:123456789012:security-group/"
            + ours
            + "'");

    for (Consumer<String> call : List.<Consumer<String>>of(this::open, this::shut, this::delete)) {
      assertThat(Clients.code(() -> call.accept("other"))).isEqualTo("UnauthorizedOperation");
      call.accept("ours");
    }
  }

  @Test
  void tagsOfARuleNeedTheRightToTag() {
    ec2.createSecurityGroup(r -> r.groupName("ours").description("d"));
    enforce("'Effect': 'Allow', 'Action': 'ec2:AuthorizeSecurityGroupIngress', 'Resource': '*'");

    assertThat(Clients.refusal(() -> openWithTags("ours")))
        .hasMessageContaining(
            "not authorized to perform: ec2:CreateTags on resource:"
                + " arn:aws:ec2:us-west-2:123456789012:security-group-rule/*");
    open("ours");
  }

  private void open(String group) {
    ec2.authorizeSecurityGroupIngress(r -> r.groupName(group).ipPermissions(web()));
  }

  private void openWithTags(String group) {
    ec2.authorizeSecurityGroupIngress(
        r ->
            r.groupName(group)
                .ipPermissions(web())
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.SECURITY_GROUP_RULE)
                        .tags(OURS)
                        .build()));
  }

  private void shut(String group) {
    ec2.revokeSecurityGroupIngress(r -> r.groupName(group).ipPermissions(web()));
  }

  private void delete(String group) {
    ec2.deleteSecurityGroup(r -> r.groupName(group));
  }

  private static IpPermission web() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(80)
        .toPort(80)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .build();
  }

  @Test
  void aDryRunTellsWhetherTheCallerMayWithoutDoingIt() {
    String id = startSnapshot();
    enforce("'Effect': 'Allow', 'Action': 'ec2:DescribeSnapshots', 'Resource': '*'");

    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(id).dryRun(true))))
        .isEqualTo("UnauthorizedOperation");
    local.allowAll();
    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(id).dryRun(true))))
        .isEqualTo("DryRunOperation");
    assertThat(ec2.describeSnapshots().snapshots()).hasSize(1);
  }

  @Test
  void whoMayOnlyWriteToTaggedSnapshotsWritesToNoOther() {
    String ours =
        ebs.startSnapshot(r -> r.volumeSize(1L).tags(Clients.ebsTag("owner", "us"))).snapshotId();
    String other = startSnapshot();
    enforce(
        "'Effect': 'Allow', 'Action': 'ebs:PutSnapshotBlock',"
            + " 'Resource': 'arn:aws:ec2:us-west-2::snapshot/*',"
            + " 'Condition': {'StringEquals': {'aws:ResourceTag/owner': 'us'}}");

    Blocks.put(ebs, ours, 0, Blocks.random(0));
    assertThat(Clients.code(() -> Blocks.put(ebs, other, 0, Blocks.random(0))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void snapshotsAreToldApartByTheirVolumesAndTags() {
    String written = startSnapshot();
    String named = startSnapshot();
    ec2.createTags(r -> r.resources(named).tags(OURS));
    String backup = startSnapshot();
    Documents<StoredSnapshot> snapshots = State.open(directory).snapshots("us-west-2");
    StoredSnapshot stored = snapshots.find(backup).orElseThrow();
    snapshots.put(
        backup,
        stored.with(stored.snapshot().toBuilder().volumeId("vol-0123456789abcdef0").build()));

    enforce(
        "'Effect': 'Allow', 'Action': 'ec2:CreateTags', 'Resource': '*', 'Condition':"
            + " {'ArnLike': {'ec2:ParentVolume': 'arn:aws:ec2:*:*:volume/vol-ffffffff'},"
            + " 'Null': {'ec2:ResourceTag/"
            + OURS.key()
            + "': 'true'}}");

    for (String refused : List.of(named, backup)) {
      assertThat(Clients.code(() -> ec2.createTags(r -> r.resources(refused).tags(OURS))))
          .isEqualTo("UnauthorizedOperation");
    }
    ec2.createTags(r -> r.resources(written).tags(OURS));
  }

  @Test
  void whoMustTagMayNotLeaveTheTagOut() {
    enforce(
        "'Effect': 'Allow', 'Action': 'ebs:StartSnapshot', 'Resource': '*', 'Condition':"
            + " {'StringEquals': {'aws:RequestTag/owner': 'us'},"
            + " 'ForAllValues:StringEquals': {'aws:TagKeys': ['owner', 'more']}}");

    ebs.startSnapshot(r -> r.volumeSize(1L).tags(Clients.ebsTag("owner", "us")));
    assertThat(Clients.code(this::startSnapshot)).isEqualTo("AccessDeniedException");
    assertThat(
            Clients.code(
                () ->
                    ebs.startSnapshot(
                        r ->
                            r.volumeSize(1L)
                                .tags(Clients.ebsTag("owner", "us"), Clients.ebsTag("k", "v")))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void tagsWithARegistrationNeedTheRightToTagAndNothingMore() {
    String snapshot = Blocks.snapshot(local, 1);
    enforce(
        "'Effect': 'Allow', 'Action': 'ec2:RegisterImage',"
            + " 'Resource': ['arn:aws:ec2:*::image/*', 'arn:aws:ec2:*::snapshot/*']");
    assertThat(Clients.refusal(() -> register(snapshot)))
        .hasMessageContaining("not authorized to perform: ec2:CreateTags on resource");

    enforce(
        "'Effect': 'Allow', 'Action': 'ec2:RegisterImage',"
            + " 'Resource': ['arn:aws:ec2:*::image/*', 'arn:aws:ec2:*::snapshot/*']",
        "'Effect': 'Allow', 'Action': 'ec2:CreateTags', 'Resource': 'arn:aws:ec2:*::image/*',"
            + " 'Condition': {'StringEquals': {'ec2:CreateAction': 'RegisterImage'}}");
    register(snapshot);
    assertThat(Clients.code(() -> ec2.createTags(r -> r.resources(snapshot).tags(OURS))))
        .isEqualTo("UnauthorizedOperation");
  }

  @Test
  void aRegionThatThePolicyLeavesOutIsClosed() {
    enforce(
        "'Effect': 'Allow', 'Action': 'ec2:Describe*', 'Resource': '*',"
            + " 'Condition': {'StringEquals': {'aws:RequestedRegion': 'us-west-2'}}");

    ec2.describeImages();
    try (var ireland = Clients.ec2(local, "eu-west-1")) {
      assertThat(Clients.code(() -> ireland.describeImages())).isEqualTo("UnauthorizedOperation");
    }
  }

  @Test
  void resourcesOfOtherPartitionsHaveTheirNames() {
    enforce("'Effect': 'Allow', 'Action': 'ec2:DescribeImages', 'Resource': '*'");
    try (var beijing = Clients.ec2(local, "cn-north-1")) {
      assertThat(Clients.refusal(() -> beijing.deleteSnapshot(r -> r.snapshotId("snap-0123"))))
          .hasMessageContaining("on resource: arn:aws-cn:ec2:cn-north-1::snapshot/snap-0123");
    }
  }

  @Test
  void theLogTellsWhatEachCallHadToBeAllowed() {
    local.calls().keepAll();
    String id = startSnapshot();
    enforce("'Effect': 'Allow', 'Action': 'ebs:*', 'Resource': '*'");
    Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(id)));

    PermissionCheck start = local.calls().of("StartSnapshot").get(0).permissions().get(0);
    assertThat(start.permission().action()).isEqualTo("ebs:StartSnapshot");
    assertThat(start.permission().resource()).isEqualTo("arn:aws:ec2:us-west-2::snapshot/*");
    assertThat(start.isAllowed()).isTrue();
    PermissionCheck delete = local.calls().of("DeleteSnapshot").get(0).permissions().get(0);
    assertThat(delete.permission().resource()).isEqualTo("arn:aws:ec2:us-west-2::snapshot/" + id);
    assertThat(delete.isAllowed()).isFalse();
  }

  private String register(String snapshot) {
    return ec2.registerImage(
            r ->
                r.name("image")
                    .architecture("x86_64")
                    .virtualizationType("hvm")
                    .rootDeviceName("/dev/xvda")
                    .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/xvda")
                            .ebs(e -> e.snapshotId(snapshot))
                            .build())
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.IMAGE)
                            .tags(OURS)
                            .build()))
        .imageId();
  }

  private void enforce(String... statements) {
    String json =
        "{'Version': '2012-10-17', 'Statement': [{" + String.join("}, {", statements) + "}]}";
    local.enforce(List.of(PolicyDocument.parse(json.replace('\'', '"'), PolicyKind.IDENTITY)));
  }
}
