package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

final class ImageRegistrationTest extends LocalEc2Base {

  @Test
  void aNameThatIsTakenIsRefusedAndNamesTheHolder() {
    String snapshot = Blocks.snapshot(local, 1);
    String holder = ec2.registerImage(request(snapshot).build()).imageId();

    var refusal = Clients.refusal(() -> ec2.registerImage(request(snapshot).build()));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidAMIName.Duplicate");
    assertThat(refusal).hasMessageContaining("AMI name hello is already in use by AMI " + holder);
  }

  @Test
  void aNameIsFreeInAnotherRegionAndAfterDeregistering() {
    String snapshot = Blocks.snapshot(local, 1);
    String first = ec2.registerImage(request(snapshot).build()).imageId();
    ec2.deregisterImage(r -> r.imageId(first));

    String second = ec2.registerImage(request(snapshot).build()).imageId();

    assertThat(second).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "hello+world", "hello\u00e4", "hello\n"})
  void aNameWithBadCharactersOrTooShortIsRefused(String name) {
    assertThat(codeWith(r -> r.name(name))).isEqualTo("InvalidAMIName.Malformed");
  }

  @Test
  void aNameOf129CharactersIsRefused() {
    assertThat(codeWith(r -> r.name("x".repeat(129)))).isEqualTo("InvalidAMIName.Malformed");
  }

  @Test
  void anImageWithoutANameIsRefused() {
    assertThat(codeWith(r -> r.name(null))).isEqualTo("MissingParameter");
  }

  @Test
  void anUnknownSnapshotIsRefused() {
    assertThat(Clients.code(() -> ec2.registerImage(request("snap-0123456789abcdef0").build())))
        .isEqualTo("InvalidSnapshot.NotFound");
  }

  @Test
  void aSnapshotThatIsNotCompletedIsRefused() {
    String pending = startSnapshot();

    assertThat(Clients.code(() -> ec2.registerImage(request(pending).build())))
        .isEqualTo("IncorrectState");
  }

  @Test
  void aVolumeSmallerThanItsSnapshotIsRefused() {
    String id = ebs.startSnapshot(r -> r.volumeSize(3L)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(id).changedBlocksCount(0));

    var refusal =
        Clients.refusal(
            () -> ec2.registerImage(request(id).blockDeviceMappings(root(id, 2)).build()));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidBlockDeviceMapping");
    assertThat(refusal).hasMessageContaining("expect size >= 3GB");
  }

  @Test
  void aVolumeWithoutASizeIsAsLargeAsItsSnapshot() {
    String id = ebs.startSnapshot(r -> r.volumeSize(3L)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(id).changedBlocksCount(0));
    ec2.registerImage(request(id).blockDeviceMappings(root(id, null)).build());

    assertThat(image().blockDeviceMappings().get(0).ebs().volumeSize()).isEqualTo(3);
  }

  @Test
  void anImageShowsItsRootAndItsVolumesInTheOrderOfTheRequest() {
    String root = Blocks.snapshot(local, 1);
    String volume = Blocks.snapshot(local, 2);
    String shared = Blocks.snapshot(local, 1);
    ec2.registerImage(
        request(root)
            .blockDeviceMappings(
                root(root, 1),
                mapping("/dev/xvdb", volume, 5),
                mapping("/dev/sdf", shared, null),
                mapping("/dev/sdg", shared, null))
            .build());

    assertThat(image().blockDeviceMappings())
        .extracting(
            BlockDeviceMapping::deviceName, m -> m.ebs().snapshotId(), m -> m.ebs().volumeSize())
        .containsExactly(
            tuple("/dev/sda1", root, 1),
            tuple("/dev/xvdb", volume, 5),
            tuple("/dev/sdf", shared, 1),
            tuple("/dev/sdg", shared, 1));
    assertThat(image().blockDeviceMappings())
        .allSatisfy(m -> assertThat(m.ebs().deleteOnTermination()).isTrue());
    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(volume))))
        .isEqualTo("InvalidSnapshot.InUse");
  }

  @Test
  void aVolumeIsCheckedAsTheRootIs() {
    String good = Blocks.snapshot(local, 1);
    String pending = startSnapshot();

    assertThat(codeBeside(mapping("/dev/sda1", good, 1))).isEqualTo("InvalidBlockDeviceMapping");
    assertThat(codeBeside(mapping("/dev/vdb", good, 1))).isEqualTo("InvalidBlockDeviceMapping");
    assertThat(codeBeside(mapping("/dev/xvdb", pending, 1))).isEqualTo("IncorrectState");
    assertThat(codeBeside(mapping("/dev/xvdb", "snap-0123456789abcdef0", 1)))
        .isEqualTo("InvalidSnapshot.NotFound");
    String large = ebs.startSnapshot(r -> r.volumeSize(3L)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(large).changedBlocksCount(0));
    assertThat(codeBeside(mapping("/dev/xvdb", large, 1))).isEqualTo("InvalidBlockDeviceMapping");
  }

  @ParameterizedTest
  @CsvSource({
    "standard, 1024, true",
    "standard, 1025, false",
    "gp2, 16384, true",
    "gp2, 16385, false",
    "gp3, 65536, true",
    "gp3, 65537, false",
    "st1, 124, false",
    "st1, 125, true",
    "io2, 3, false",
    "sc2, 125, false"
  })
  void aVolumesSizeHasToFitItsType(String type, int size, boolean taken) {
    BlockDeviceMapping empty =
        BlockDeviceMapping.builder()
            .deviceName("/dev/xvdb")
            .ebs(e -> e.volumeType(type).volumeSize(size))
            .build();
    String root = Blocks.snapshot(local, 1);
    RegisterImageRequest request = request(root).blockDeviceMappings(root(root, 1), empty).build();

    if (taken) {
      ec2.registerImage(request);
      assertThat(image().blockDeviceMappings()).hasSize(2);
    } else {
      assertThat(Clients.code(() -> ec2.registerImage(request))).isEqualTo("InvalidParameterValue");
    }
  }

  private String codeBeside(BlockDeviceMapping volume) {
    String id = Blocks.snapshot(local, 1);
    return codeWith(r -> r.blockDeviceMappings(root(id, 1), volume));
  }

  @Test
  void aParavirtualImageWithoutAKernelIsRefused() {
    assertThat(codeWith(r -> r.kernelId(null))).isEqualTo("MissingParameter");
  }

  @Test
  void anUnknownKernelIsRefused() {
    assertThat(codeWith(r -> r.kernelId("aki-00000000"))).isEqualTo("InvalidAMIID.NotFound");
  }

  @Test
  void aKernelOfAnotherRegionIsRefused() {
    assertThat(codeWith(r -> r.kernelId("aki-5c21674b"))).isEqualTo("InvalidAMIID.NotFound");
  }

  @Test
  void aKernelOfAnotherArchitectureIsRefused() {
    assertThat(codeWith(r -> r.kernelId("aki-7a69931a"))).isEqualTo("InvalidParameterCombination");
  }

  @Test
  void anImageWithoutAnArchitectureIsI386AndDoesNotFitA64BitKernel() {
    assertThat(codeWith(r -> r.architecture((String) null)))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void enhancedNetworkingOnAParavirtualImageIsRefused() {
    assertThat(codeWith(r -> r.enaSupport(true))).isEqualTo("InvalidParameterCombination");
    assertThat(codeWith(r -> r.sriovNetSupport("simple"))).isEqualTo("InvalidParameterCombination");
  }

  @Test
  void anHvmImageWithAKernelIsRefused() {
    assertThat(codeWith(r -> r.virtualizationType("hvm"))).isEqualTo("InvalidParameterCombination");
  }

  @Test
  void anHvmImageWithEnaIsTaken() {
    String id = Blocks.snapshot(local, 1);
    ec2.registerImage(
        request(id).virtualizationType("hvm").kernelId(null).enaSupport(true).build());

    assertThat(image().enaSupport()).isTrue();
    assertThat(image().kernelId()).isNull();
  }

  @Test
  void aMappingWithoutTheRootDeviceIsRefused() {
    assertThat(codeWith(r -> r.rootDeviceName("/dev/xvda"))).isEqualTo("InvalidBlockDeviceMapping");
    assertThat(codeWith(r -> r.rootDeviceName(null))).isEqualTo("InvalidBlockDeviceMapping");
  }

  @Test
  void aTagForAnotherResourceIsRefused() {
    assertThat(codeWith(r -> r.tagSpecifications(tags(ResourceType.SNAPSHOT))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aParameterThatTheLocalEc2IgnoresIsRefused() {
    assertThat(codeWith(r -> r.imageLocation("bucket/manifest"))).isEqualTo("UnsupportedOperation");
    String id = Blocks.snapshot(local, 1);
    BlockDeviceMapping outpost =
        root(id, 1).toBuilder().ebs(e -> e.snapshotId(id).outpostArn("arn:aws:x")).build();
    assertThat(codeWith(r -> r.blockDeviceMappings(outpost))).isEqualTo("UnsupportedOperation");
  }

  @Test
  void aDryRunRegistersNothing() {
    assertThat(codeWith(r -> r.dryRun(true))).isEqualTo("DryRunOperation");

    assertThat(ec2.describeImages(r -> r.owners("self")).images()).isEmpty();
  }

  @Test
  void anImageIsPendingFirst() {
    try (LocalEc2 slow =
            LocalEc2.start(options().withDelays(Duration.ZERO, Duration.ofMinutes(1)));
        var client = Clients.ec2(slow)) {
      client.registerImage(request(Blocks.snapshot(local, 1)).build());
    }

    assertThat(image().state()).isEqualTo(ImageState.PENDING);
  }

  @Test
  void anImagesSnapshotCanNotBeDeletedBeforeTheImage() {
    String snapshot = Blocks.snapshot(local, 1);
    String image = ec2.registerImage(request(snapshot).build()).imageId();

    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(snapshot))))
        .isEqualTo("InvalidSnapshot.InUse");

    ec2.deregisterImage(r -> r.imageId(image));
    ec2.deleteSnapshot(r -> r.snapshotId(snapshot));
    assertThat(Clients.code(() -> ec2.describeSnapshots(r -> r.snapshotIds(snapshot))))
        .isEqualTo("InvalidSnapshot.NotFound");
    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(snapshot))))
        .isEqualTo("InvalidSnapshot.NotFound");
  }

  @Test
  void anImageOfAnotherAccountCanNotBeChanged() {
    assertThat(Clients.code(() -> ec2.deregisterImage(r -> r.imageId("aki-70cb0e10"))))
        .isEqualTo("AuthFailure");
    assertThat(
            Clients.code(
                () ->
                    ec2.createTags(
                        r ->
                            r.resources("aki-70cb0e10")
                                .tags(Tag.builder().key("k").value("v").build()))))
        .isEqualTo("AuthFailure");
  }

  @Test
  void anImageThatIsNotThereCanNotBeDeregistered() {
    assertThat(Clients.code(() -> ec2.deregisterImage(r -> r.imageId("ami-0123456789abcdef0"))))
        .isEqualTo("InvalidAMIID.NotFound");
    assertThat(Clients.code(() -> ec2.deregisterImage(r -> r.imageId("hello"))))
        .isEqualTo("InvalidAMIID.Malformed");
  }

  private String codeWith(Consumer<RegisterImageRequest.Builder> change) {
    RegisterImageRequest.Builder builder = request(Blocks.snapshot(local, 1));
    change.accept(builder);
    return Clients.code(() -> ec2.registerImage(builder.build()));
  }

  private Image image() {
    return ec2.describeImages(r -> r.owners("self")).images().get(0);
  }

  private static RegisterImageRequest.Builder request(String snapshot) {
    return RegisterImageRequest.builder()
        .name("hello")
        .architecture("x86_64")
        .virtualizationType("paravirtual")
        .kernelId("aki-70cb0e10")
        .rootDeviceName("/dev/sda1")
        .blockDeviceMappings(root(snapshot, 1))
        .tagSpecifications(tags(ResourceType.IMAGE));
  }

  private static BlockDeviceMapping root(String snapshot, @Nullable Integer size) {
    return mapping("/dev/sda1", snapshot, size);
  }

  private static BlockDeviceMapping mapping(
      String device, String snapshot, @Nullable Integer size) {
    return BlockDeviceMapping.builder()
        .deviceName(device)
        .ebs(e -> e.snapshotId(snapshot).volumeSize(size))
        .build();
  }

  private static TagSpecification tags(ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("k").value("v").build())
        .build();
  }
}
