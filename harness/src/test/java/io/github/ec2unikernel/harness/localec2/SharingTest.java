package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;

/** Who may use images and snapshots, and until when an image is offered. */
final class SharingTest extends LocalEc2Base {

  private static final String ACCOUNT = "210987654321";
  private static final String ORGANIZATION =
      "arn:aws:organizations::123456789012:organization/o-abcdefghij";
  private static final String UNIT =
      "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-12345678";

  @Test
  void launchPermissionsAreAddedAndRemovedInBothForms() {
    String image = image();

    modify(image, r -> r.launchPermission(l -> l.add(user(ACCOUNT), organization())));
    modify(
        image,
        r ->
            r.attribute("launchPermission")
                .operationType("add")
                .userIds("111122223333")
                .organizationalUnitArns(UNIT));
    modify(image, r -> r.launchPermission(l -> l.remove(user(ACCOUNT))));

    assertThat(permissions(image))
        .containsExactly(
            organization(),
            user("111122223333"),
            LaunchPermission.builder().organizationalUnitArn(UNIT).build());
    ec2.resetImageAttribute(r -> r.imageId(image).attribute("launchPermission"));
    assertThat(permissions(image)).isEmpty();
  }

  @Test
  void anImageForAllIsPublicAndFoundByWhoMayExecuteIt() {
    String image = image();
    modify(image, r -> r.operationType("add").userGroups("all").userIds(ACCOUNT));

    assertThat(Registrations.image(ec2, image).publicLaunchPermissions()).isTrue();
    assertThat(executable("all")).contains(image);
    assertThat(executable(ACCOUNT)).containsExactly(image);
    assertThat(executable("self")).isEmpty();
    modify(image, r -> r.operationType("remove").userGroups("all"));
    assertThat(Registrations.image(ec2, image).publicLaunchPermissions()).isFalse();
  }

  @Test
  void permissionsThatAreNoneAreRefused() {
    String image = image();

    assertThat(code(image, r -> r.launchPermission(l -> l.add(user("me")))))
        .isEqualTo("InvalidAMIAttributeItemValue");
    assertThat(code(image, r -> r.operationType("add").userGroups("some")))
        .isEqualTo("InvalidAMIAttributeItemValue");
    assertThat(code(image, r -> r.operationType("add").organizationArns(UNIT)))
        .isEqualTo("InvalidAMIAttributeItemValue");
    assertThat(code(image, r -> r.operationType("add").organizationalUnitArns(ORGANIZATION)))
        .isEqualTo("InvalidAMIAttributeItemValue");
    assertThat(code(image, r -> r.operationType("set").userIds(ACCOUNT)))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(image, r -> r.attribute("kernel").value("x")))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(image, r -> {})).isEqualTo("InvalidParameterCombination");
    assertThat(code("aki-70cb0e10", r -> r.operationType("add").userIds(ACCOUNT)))
        .isEqualTo("AuthFailure");
  }

  @Test
  void aDescriptionIsChangedInBothForms() {
    String image = image();

    modify(image, r -> r.description(d -> d.value("one")));
    assertThat(Registrations.image(ec2, image).description()).isEqualTo("one");
    modify(image, r -> r.attribute("description").value("two"));
    assertThat(
            ec2.describeImageAttribute(r -> r.imageId(image).attribute("description"))
                .description()
                .value())
        .isEqualTo("two");
    assertThat(code(image, r -> r.description(d -> d.value("x".repeat(256)))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aPendingImageCanNotBeShared() {
    String snapshot = Blocks.snapshot(local, 1);
    try (LocalEc2 slow =
            LocalEc2.start(options().withDelays(Duration.ZERO, Duration.ofMinutes(1)));
        var client = Clients.ec2(slow)) {
      String image = Registrations.hvm(client, "slow", snapshot);

      assertThat(code(image, r -> r.operationType("add").userIds(ACCOUNT)))
          .isEqualTo("InvalidAMIID.Unavailable");
    }
  }

  @Test
  void whatOthersCouldNotDecryptIsNotShared() {
    String byDefaultKey = encrypted(null);
    String byOwnKey =
        encrypted(
            "arn:aws:kms:us-west-2:123456789012:key/"
                + "0".repeat(8)
                + "-0000-0000-0000-"
                + "0".repeat(12));
    String image = Registrations.hvm(ec2, "default", byDefaultKey);
    String shareable = Registrations.hvm(ec2, "own", byOwnKey);

    assertThat(code(image, r -> r.operationType("add").userIds(ACCOUNT)))
        .isEqualTo("OperationNotPermitted");
    assertThat(code(shareable, r -> r.operationType("add").userGroups("all")))
        .isEqualTo("OperationNotPermitted");
    modify(shareable, r -> r.operationType("add").userIds(ACCOUNT));
    assertThat(
            Clients.code(
                () ->
                    ec2.modifySnapshotAttribute(
                        r -> r.snapshotId(byDefaultKey).operationType("add").userIds(ACCOUNT))))
        .isEqualTo("OperationNotPermitted");
    assertThat(
            Clients.code(
                () ->
                    ec2.modifySnapshotAttribute(
                        r -> r.snapshotId(byOwnKey).operationType("add").groupNames("all"))))
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void aSnapshotIsSharedInBothForms() {
    String snapshot = Blocks.snapshot(local, 1);
    CreateVolumePermission user = CreateVolumePermission.builder().userId(ACCOUNT).build();

    ec2.modifySnapshotAttribute(
        r -> r.snapshotId(snapshot).createVolumePermission(c -> c.add(user)));
    ec2.modifySnapshotAttribute(
        r ->
            r.snapshotId(snapshot)
                .attribute("createVolumePermission")
                .operationType("add")
                .groupNames("all"));
    assertThat(volumePermissions(snapshot))
        .containsExactly(user, CreateVolumePermission.builder().group("all").build());
    ec2.modifySnapshotAttribute(
        r -> r.snapshotId(snapshot).operationType("remove").userIds(ACCOUNT));
    assertThat(volumePermissions(snapshot)).hasSize(1);
    ec2.resetSnapshotAttribute(r -> r.snapshotId(snapshot).attribute("createVolumePermission"));
    assertThat(volumePermissions(snapshot)).isEmpty();
    assertThat(
            Clients.code(
                () ->
                    ec2.modifySnapshotAttribute(
                        r -> r.snapshotId(snapshot).operationType("add").userIds("me"))))
        .isEqualTo("InvalidUserID.Malformed");
  }

  @Test
  void aDeprecationDateIsKeptToTheNearestMinuteAndTakenBack() {
    String image = image();
    Instant noon = Instant.parse("2031-05-01T12:00:29Z");

    ec2.enableImageDeprecation(r -> r.imageId(image).deprecateAt(noon));
    assertThat(Registrations.image(ec2, image).deprecationTime())
        .isEqualTo("2031-05-01T12:00:00.000Z");
    ec2.disableImageDeprecation(r -> r.imageId(image));
    assertThat(Registrations.image(ec2, image).deprecationTime()).isNull();
  }

  @Test
  void aDateInThePastOrMoreThanTenYearsAheadIsRefused() {
    String image = image();

    assertThat(deprecationCode(image, Instant.now().minusSeconds(60)))
        .isEqualTo("InvalidParameterValue");
    assertThat(deprecationCode(image, Instant.now().plus(Duration.ofDays(3660))))
        .isEqualTo("InvalidParameterValue");
    assertThat(deprecationCode("aki-70cb0e10", Instant.now().plusSeconds(3600)))
        .isEqualTo("AuthFailure");
  }

  @Test
  void deregisteringDeletesSnapshotsThatNoOtherImageNeedsWhenAsked() {
    String shared = Blocks.snapshot(local, 1);
    String first = Registrations.hvm(ec2, "first", shared);
    String second = Registrations.hvm(ec2, "second", shared);

    assertThat(
            ec2.deregisterImage(r -> r.imageId(first).deleteAssociatedSnapshots(true))
                .deleteSnapshotResults())
        .singleElement()
        .satisfies(result -> assertThat(result.returnCodeAsString()).isEqualTo("skipped"));
    assertThat(
            ec2.deregisterImage(r -> r.imageId(second).deleteAssociatedSnapshots(true))
                .deleteSnapshotResults())
        .singleElement()
        .satisfies(result -> assertThat(result.returnCodeAsString()).isEqualTo("success"));
    assertThat(ec2.describeSnapshots().snapshots()).isEmpty();
  }

  private String image() {
    return Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
  }

  private String encrypted(@Nullable String key) {
    String id =
        ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true).kmsKeyArn(key)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(id).changedBlocksCount(0));
    return id;
  }

  private List<String> executable(String user) {
    return ec2.describeImages(r -> r.executableUsers(user)).images().stream()
        .map(Image::imageId)
        .toList();
  }

  private List<LaunchPermission> permissions(String image) {
    return ec2.describeImageAttribute(r -> r.imageId(image).attribute("launchPermission"))
        .launchPermissions();
  }

  private List<CreateVolumePermission> volumePermissions(String snapshot) {
    return ec2.describeSnapshotAttribute(
            r -> r.snapshotId(snapshot).attribute("createVolumePermission"))
        .createVolumePermissions();
  }

  private void modify(String image, Consumer<ModifyImageAttributeRequest.Builder> change) {
    ec2.modifyImageAttribute(r -> r.imageId(image).applyMutation(change));
  }

  private String code(String image, Consumer<ModifyImageAttributeRequest.Builder> change) {
    return Clients.code(() -> modify(image, change));
  }

  private String deprecationCode(String image, Instant at) {
    return Clients.code(() -> ec2.enableImageDeprecation(r -> r.imageId(image).deprecateAt(at)));
  }

  private static LaunchPermission user(String id) {
    return LaunchPermission.builder().userId(id).build();
  }

  private static LaunchPermission organization() {
    return LaunchPermission.builder().organizationArn(ORGANIZATION).build();
  }
}
