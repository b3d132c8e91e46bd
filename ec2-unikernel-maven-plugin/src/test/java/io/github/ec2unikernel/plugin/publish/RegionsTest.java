package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;

class RegionsTest {

  private static final String OTHER = "eu-west-1";
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
  private static final String THIRD = "ap-southeast-2";

  @TempDir Path folder;
  private LocalAccount account;
  private AccountRegion first;
  private AccountRegion other;
  private AccountRegion third;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    first = new AccountRegion(account.server(), LocalAccount.REGION);
    other = new AccountRegion(account.server(), OTHER);
    third = new AccountRegion(account.server(), THIRD);
    disk = account.disk("disk", 3L * RawDisks.BLOCK, 0, 2);
  }

  @AfterEach
  void close() {
    first.close();
    other.close();
    third.close();
    account.close();
  }

  @ParameterizedTest
  @EnumSource
  void anImageIsInAllRegionsUnderOneNameEachWithItsOwnKernel(Replication how) {
    PublishResult result = publish(regions(how, Failure.UNDO_ALL, OTHER, THIRD));

    assertThat(result.images())
        .extracting(MachineImage::region)
        .containsExactly(LocalAccount.REGION, OTHER, THIRD);
    assertThat(result.images()).extracting(MachineImage::name).containsOnly(first.image().name());
    assertThat(first.image().kernelId()).isEqualTo("aki-70cb0e10");
    assertThat(other.image().kernelId()).isEqualTo("aki-dc9ed9af");
    assertThat(other.image().name()).isEqualTo(first.image().name());
    assertThat(third.image().imageId()).isEqualTo(result.images().get(2).id());
    assertThat(account.calls("CopyImage")).isEqualTo(how == Replication.COPY ? 2 : 0);
    assertThat(result.bytesSent()).isEqualTo((how == Replication.COPY ? 2L : 6L) * RawDisks.BLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void allSnapshotsAreFoundAgainByTheirTags(Replication how) {
    MappedVolume volume = RawDisks.volume(folder.resolve("data.raw"), "data", "/dev/xvdb");
    PublishRequest request =
        account.request(disk, List.of(volume), null).with(regions(how, Failure.UNDO_ALL, OTHER));
    new Publisher().publish(request, new Events());

    Set<String> data =
        first.snapshots().stream()
            .map(it -> LocalAccount.tags(it.tags()).get(ResourceTags.DATA))
            .collect(Collectors.toSet());
    assertThat(data).hasSize(2).doesNotContainNull();
    assertThat(other.snapshots())
        .extracting(it -> LocalAccount.tags(it.tags()).get(ResourceTags.DATA))
        .containsExactlyInAnyOrderElementsOf(data);
    assertThat(other.snapshots())
        .allSatisfy(it -> assertThat(LocalAccount.tags(it.tags())).containsEntry("team", "kernel"));
  }

  @ParameterizedTest
  @EnumSource
  void aSecondRunMakesNothing(Replication how) {
    Regions regions = regions(how, Failure.UNDO_ALL, OTHER);
    PublishResult before = publish(regions);
    int made = account.calls("CopyImage", "RegisterImage", "StartSnapshot", "CreateTags");

    PublishResult after = publish(regions);

    assertThat(after.images()).extracting(MachineImage::reused).containsOnly(true);
    assertThat(after.images())
        .extracting(MachineImage::id)
        .isEqualTo(before.images().stream().map(MachineImage::id).toList());
    assertThat(account.calls("CopyImage", "RegisterImage", "StartSnapshot", "CreateTags"))
        .isEqualTo(made);
    assertThat(after.bytesSent()).isZero();
  }

  @Test
  void aRegionThatIsAddedLaterGetsACopyOfWhatIsThere() {
    MachineImage before = publish(Regions.one()).primary();

    PublishResult after = publish(regions(Replication.COPY, Failure.UNDO_ALL, OTHER));

    assertThat(after.primary().id()).isEqualTo(before.id());
    assertThat(account.calls("StartSnapshot")).isEqualTo(1);
    assertThat(other.images())
        .extracting(Image::imageId)
        .containsExactly(after.images().get(1).id());
  }

  @Test
  void whatOneRegionRefusesIsUndoneInAll() {
    account.server().faults().inject(denied("CopyImage", 2));

    assertThatThrownBy(() -> publish(regions(Replication.COPY, Failure.UNDO_ALL, OTHER, THIRD)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("ec2:CopyImage in " + THIRD);

    nothingIsLeft();
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().phase())
        .isEqualTo(Phase.UNDONE);
  }

  @Test
  void whatASecondUploadLacksIsUndoneInAll() {
    account.server().faults().inject(denied("RegisterImage", 2));

    assertThatThrownBy(() -> publish(regions(Replication.UPLOAD, Failure.UNDO_ALL, OTHER)))
        .hasMessageContaining("ec2:RegisterImage in " + OTHER);

    nothingIsLeft();
  }

  @Test
  void whatWasThereBeforeIsNotUndone() {
    MachineImage before = publish(Regions.one()).primary();
    account.server().faults().inject(denied("CopyImage", 1));

    assertThatThrownBy(() -> publish(regions(Replication.COPY, Failure.UNDO_ALL, OTHER)))
        .hasMessageContaining("CopyImage");

    assertThat(first.image().imageId()).isEqualTo(before.id());
    assertThat(first.snapshots()).hasSize(1);
    assertThat(other.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void byBestEffortTheOthersGoOnAndNothingIsLeftWhereItFailed(Replication how) {
    account
        .server()
        .faults()
        .inject(
            denied(
                how == Replication.COPY ? "CopyImage" : "RegisterImage",
                how == Replication.COPY ? 1 : 2));
    Events events = new Events();

    PublishResult result =
        new Publisher()
            .publish(
                account.request(disk).with(regions(how, Failure.BEST_EFFORT, OTHER, THIRD)),
                events);

    assertThat(result.images())
        .extracting(MachineImage::region)
        .containsExactly(LocalAccount.REGION, THIRD);
    assertThat(result.failed()).extracting(FailedRegion::region).containsExactly(OTHER);
    assertThat(result.failed().get(0).problem()).contains("in " + OTHER);
    assertThat(other.images()).isEmpty();
    assertThat(other.snapshots()).isEmpty();
    PublishState state = new StateFile(account.stateFile()).read().orElseThrow();
    assertThat(state.phase()).isEqualTo(Phase.PUBLISHED);
    assertThat(state.resources()).noneMatch(it -> it.region().equals(OTHER));

    assertThat(publish(regions(how, Failure.BEST_EFFORT, OTHER, THIRD)).failed()).isEmpty();
    assertThat(other.images()).hasSize(1);
  }

  @Test
  void aRegionWithoutAnyKernelIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(
            () ->
                publish(
                    account
                        .request(disk)
                        .with(regions(Replication.COPY, Failure.UNDO_ALL, "eu-north-1"))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("eu-north-1 has no PV-GRUB");

    nothingIsLeft();
    assertThat(account.calls("StartSnapshot")).isZero();
  }

  @Test
  void aRegionWithoutTheFirstOnesKernelGetsNoCopy() {
    assertThatThrownBy(() -> publish(regions(Replication.COPY, Failure.UNDO_ALL, "eu-west-2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The first region's kernel is pv-grub-hd0_1.05-x86_64.gz")
        .hasMessageContaining("that of eu-west-2 is pv-grub-hd0_1.04-x86_64.gz");
    nothingIsLeft();
  }

  @Test
  void aRegionThatRunsNoPvInstancesIsSaidBeforeAnythingIsSent() {
    Events events = new Events();

    new Publisher()
        .publish(
            account.request(disk).with(regions(Replication.UPLOAD, Failure.UNDO_ALL, "eu-west-2")),
            events);

    int warning = index(events, "warning The region eu-west-2 has PV-GRUB but no PV instances");
    assertThat(warning).isNotNegative().isLessThan(index(events, "started snap-"));
  }

  @Test
  void aCopyIsEncryptedAsTheFirstImageIs() {
    PublishRequest request = account.request(disk);

    publish(
        request
            .with(regions(Replication.COPY, Failure.UNDO_ALL, OTHER))
            .with(request.upload().withEncryption(new Encryption(true, KEY))));

    assertThat(other.snapshots()).allMatch(Snapshot::encrypted);
    assertThat(other.snapshots().get(0).kmsKeyId()).contains(OTHER);
  }

  @Test
  void aKeyOfOneRegionIsNoKeyOfTheOthers() {
    PublishRequest request = account.request(disk);
    Encryption key = new Encryption(true, "arn:aws:kms:us-west-2:111122223333:key/1234");

    assertThatThrownBy(
            () ->
                publish(
                    request
                        .with(regions(Replication.COPY, Failure.UNDO_ALL, OTHER))
                        .with(request.upload().withEncryption(key))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is of one region");
  }

  @Test
  void aRegionCanBeNamedOnlyOnce() {
    assertThatThrownBy(() -> publish(regions(Replication.COPY, Failure.UNDO_ALL, OTHER, OTHER)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<regions> has eu-west-1 more than once");
  }

  @Test
  void aNameThatIsTakenInAFurtherRegionIsSaidBeforeAnythingIsMade() {
    PublishRequest elsewhere = account.request(disk, "taken");
    new Publisher().publish(elsewhere.with(elsewhere.target().in(OTHER)), new Events());
    DiskImage changed = account.disk("changed", 3L * RawDisks.BLOCK, 1);

    assertThatThrownBy(
            () ->
                publish(
                    account
                        .request(changed, "taken")
                        .with(regions(Replication.COPY, Failure.UNDO_ALL, OTHER))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The name 'taken' is taken in eu-west-1");
    assertThat(first.snapshots()).isEmpty();
  }

  private PublishResult publish(Regions regions) {
    return publish(account.request(disk).with(regions));
  }

  private static PublishResult publish(PublishRequest request) {
    return new Publisher().publish(request, new Events());
  }

  private static Regions regions(Replication how, Failure failure, String... others) {
    return new Regions(List.of(others), how, failure);
  }

  private static Fault denied(String action, int nth) {
    return Fault.error(
        action, nth, "UnauthorizedOperation", 403, "You are not authorized to do this.");
  }

  private static int index(Events events, String start) {
    for (int i = 0; i < events.said().size(); i++) {
      if (events.said().get(i).startsWith(start)) {
        return i;
      }
    }
    return -1;
  }

  private void nothingIsLeft() {
    for (AccountRegion region : List.of(first, other, third)) {
      assertThat(region.images()).isEmpty();
      assertThat(region.snapshots()).isEmpty();
    }
  }
}
