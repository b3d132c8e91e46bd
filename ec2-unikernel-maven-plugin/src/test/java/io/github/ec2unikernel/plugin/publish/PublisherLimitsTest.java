package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.plugin.policy.PolicyTemplate;
import io.github.ec2unikernel.plugin.policy.PolicyValues;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ebs.model.AccessDeniedException;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What who publishes may not do with what others have in the account. */
class PublisherLimitsTest {

  private static final Tag OURS = tag(ResourceTags.CONTENT, "stolen");
  private static final String DIRECT = "publisher-ebs-direct";
  private static final String IMPORT = "publisher-s3-import";

  @TempDir Path folder;
  private LocalAccount account;
  private String image = "";
  private String snapshot = "";
  private String ours = "";

  @BeforeEach
  void publishForOthers() {
    account = new LocalAccount(folder);
    MachineImage others = account.publish(account.disk("others", RawDisks.BLOCK, 0));
    image = others.id();
    snapshot = others.snapshot().id();
    account.ec2().deleteTags(r -> r.resources(image, snapshot));
    account.backUp(snapshot, "vol-0123456789abcdef0");
    ours = account.publish(account.disk("ours", 2L * RawDisks.BLOCK, 0, 1)).snapshot().id();
  }

  @AfterEach
  void close() {
    account.close();
  }

  private void enforce(String policy) {
    String document =
        PolicyTemplate.named(policy)
            .filledIn(new PolicyValues("aws", "123456789012", "*", "disks", "importer"));
    account.server().enforce(List.of(PolicyDocument.parse(document, PolicyKind.IDENTITY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECT, IMPORT})
  void whatOthersMadeCannotBeTaggedAsOursNorDeleted(String policy) {
    enforce(policy);

    for (String id : List.of(image, snapshot)) {
      assertRefused(() -> account.ec2().createTags(r -> r.resources(id).tags(OURS)));
    }
    assertRefused(() -> account.ec2().createTags(r -> r.resources(ours, snapshot).tags(OURS)));
    assertRefused(() -> account.ec2().deregisterImage(r -> r.imageId(image)));
    assertRefused(() -> account.ec2().deleteSnapshot(r -> r.snapshotId(snapshot)));
    account.server().allowAll();
    assertThat(account.snapshot(snapshot).tags()).isEmpty();
    assertThat(account.images()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECT, IMPORT})
  void theBlocksOfOthersCannotBeReadNorTheirSnapshotsRegistered(String policy) {
    assertThat(account.blocks(snapshot)).hasSize(1);
    enforce(policy);

    assertThat(account.blocks(ours)).hasSize(2);
    assertThatThrownBy(() -> account.blocks(snapshot)).isInstanceOf(AccessDeniedException.class);
    RegisterImageRequest theirs =
        RegisterImageRequest.builder()
            .name("theirs")
            .rootDeviceName("/dev/sda1")
            .virtualizationType("hvm")
            .architecture("x86_64")
            .blockDeviceMappings(
                BlockDeviceMapping.builder()
                    .deviceName("/dev/sda1")
                    .ebs(e -> e.snapshotId(snapshot))
                    .build())
            .build();
    assertRefused(() -> account.ec2().registerImage(theirs));
  }

  @Test
  void aSnapshotIsStartedWithOurTagOrNotAtAllAndNoOtherIsWrittenTo() {
    String others = account.startSnapshot();
    enforce(DIRECT);

    assertThatThrownBy(account::startSnapshot).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> account.completeSnapshot(others))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void whoPublishesByEbsTagsNoSnapshotWithoutATag() {
    String bare = account.startSnapshot();
    enforce(DIRECT);

    assertRefused(() -> account.ec2().createTags(r -> r.resources(bare).tags(OURS)));
  }

  @Test
  void whoImportsTagsAsOursOnlyWhatHasNeitherAVolumeNorAName() {
    String imported = account.startSnapshot();
    String named = account.startSnapshot();
    account.ec2().createTags(r -> r.resources(named).tags(tag("Name", "theirs")));
    enforce(IMPORT);

    assertRefused(() -> account.ec2().createTags(r -> r.resources(named).tags(OURS)));
    assertRefused(() -> account.ec2().createTags(r -> r.resources(imported).tags(tag("k", "v"))));
    account.ec2().createTags(r -> r.resources(imported).tags(OURS, tag("k", "v")));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatExceptionOfType(Ec2Exception.class)
        .isThrownBy(call)
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation"));
  }
}
