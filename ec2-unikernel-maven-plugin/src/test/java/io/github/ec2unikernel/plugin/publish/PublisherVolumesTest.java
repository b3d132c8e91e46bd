package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Volumes beside the disk: snapshots of their own, mapped in one AMI. */
class PublisherVolumesTest {

  private static final int BLOCK = RawDisks.BLOCK;
  private static final int ALWAYS = 1000;

  @TempDir Path folder;
  private LocalAccount account;
  private DiskImage disk;
  private MappedVolume data;
  private MappedVolume logs;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    disk = account.disk("disk", 3L * BLOCK, 0);
    data = volume("data", "/dev/xvdb", 4L * BLOCK + 7, 1, 4);
    logs = volume("logs", "/dev/xvdf", 2L * BLOCK, 1);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void eachVolumeIsASnapshotOfItsOwnAndMapped() throws IOException {
    MachineImage image = publish(new Events(), data, logs);

    assertThat(image.volumes()).containsOnlyKeys("data", "logs");
    assertThat(account.snapshots()).hasSize(3);
    assertThat(mappings())
        .containsExactly(
            "/dev/sda1 " + image.snapshot().id() + " 1 true",
            "/dev/xvdb " + id(image, "data") + " 1 true",
            "/dev/xvdf " + id(image, "logs") + " 1 true");
    Map<Integer, byte[]> blocks = account.blocks(id(image, "data"));
    assertThat(blocks).containsOnlyKeys(1, 4);
    assertThat(LocalAccount.volume(blocks, (int) data.image().size()))
        .isEqualTo(Files.readAllBytes(data.image().file()));
    assertThat(account.blocks(id(image, "logs"))).containsOnlyKeys(1);
  }

  @Test
  void aVolumeOfMoreThanOneGibIsMappedWithTwo() {
    MachineImage image = publish(new Events(), volume("big", "/dev/sdf", (1L << 30) + 1, 2048));

    assertThat(mappings()).contains("/dev/sdf " + id(image, "big") + " 2 true");
  }

  @Test
  void theStateFileNamesEachVolumesSnapshot() {
    MachineImage image = publish(new Events(), data, logs);

    PublishState state = state();
    assertThat(state.disks())
        .extracting(DiskState::name, DiskState::device, DiskState::snapshotId)
        .containsExactly(
            tuple("", "/dev/sda1", image.snapshot().id()),
            tuple("data", "/dev/xvdb", id(image, "data")),
            tuple("logs", "/dev/xvdf", id(image, "logs")));
    assertThat(state.disks().stream().mapToInt(DiskState::blocksSent).sum()).isEqualTo(4);
    assertThat(state.disks().stream().mapToLong(DiskState::bytesSent).sum()).isEqualTo(4L * BLOCK);
  }

  @Test
  void twiceIsOneImage() {
    MachineImage first = publish(new Events(), data, logs);
    int sent = account.calls("StartSnapshot", "RegisterImage");

    MachineImage second = publish(new Events(), logs, data);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.reused()).isTrue();
    assertThat(id(second, "data")).isEqualTo(id(first, "data"));
    assertThat(account.calls("StartSnapshot", "RegisterImage")).isEqualTo(sent);
    assertThat(state().disks())
        .extracting(DiskState::snapshotId)
        .containsExactly(first.snapshot().id(), id(first, "logs"), id(first, "data"));
  }

  @Test
  void aChangedVolumeIsAnotherImageOverTheSnapshotsOfWhatStayed() {
    MachineImage first = publish(new Events(), data, logs);
    Events events = new Events();

    MachineImage second = publish(events, volume("data", "/dev/xvdb", 5L * BLOCK, 2), logs);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.snapshot().id()).isEqualTo(first.snapshot().id());
    assertThat(id(second, "logs")).isEqualTo(id(first, "logs"));
    assertThat(id(second, "data")).isNotEqualTo(id(first, "data"));
    assertThat(account.snapshots()).hasSize(4);
    assertThat(events.said())
        .contains(
            "reused " + first.snapshot().id() + " for the disk",
            "reused " + id(first, "logs") + " for volume logs");
    assertThat(state().disks().stream().mapToLong(DiskState::bytesSent).sum()).isEqualTo(BLOCK);
  }

  @Test
  void anotherDeviceIsAnotherImageForWhichNothingIsSent() {
    publish(new Events(), data);
    int sent = account.calls("PutSnapshotBlock");

    publish(new Events(), new MappedVolume(data.image(), "/dev/sdf"));

    assertThat(account.images()).hasSize(2);
    assertThat(account.snapshots()).hasSize(2);
    assertThat(account.calls("PutSnapshotBlock")).isEqualTo(sent);
  }

  /** A run that is still at work, or has failed, deletes what it has made. */
  @Test
  void aSnapshotThatNoImageHasYetIsNotTaken() {
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1).times(ALWAYS));
    failure(data);
    Set<String> left = ids(account.snapshots());
    assertThat(left).hasSize(2);
    account.server().faults().clear();
    assertThat(account.stateFile().toFile().delete()).isTrue();

    MachineImage image = publish(new Events(), data);

    assertThat(left).doesNotContain(image.snapshot().id(), id(image, "data"));
  }

  @Test
  void whatAFailedRunReusedIsNotDeletedWithWhatItMade() {
    MachineImage first = publish(new Events(), data);
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));

    failure(logs);

    assertThat(ids(account.snapshots()))
        .containsExactlyInAnyOrder(first.snapshot().id(), id(first, "data"));
    assertThat(state().phase()).isEqualTo(PublishState.Phase.UNDONE);
    assertThat(state().resources()).isEmpty();
    assertThat(state().disks()).extracting(DiskState::snapshotId).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({
    "StartSnapshot, 2",
    "PutSnapshotBlock, 3",
    "CompleteSnapshot, 2",
    "CompleteSnapshot, 3",
    "DescribeSnapshots, 4",
    "RegisterImage, 1",
    "DescribeImages, 4"
  })
  void aFailureAtAnyDiskLeavesNothing(String action, int nth) {
    account.server().faults().inject(Fault.denied(action, nth).times(ALWAYS));

    failure(data, logs);

    account.server().faults().clear();
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.images()).isEmpty();
  }

  @Test
  void aSecondSnapshotWhoseStartWasNeverAnsweredIsFoundByItsTagAndDeletedWithTheFirst() {
    account.server().faults().inject(Fault.resetAfterEffect("StartSnapshot", 2).times(ALWAYS));

    failure(data);

    account.server().faults().clear();
    assertThat(account.calls("StartSnapshot")).isGreaterThan(3);
    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void whatStaysOfSeveralSnapshotsIsNamedAndDeletedByTheNextRun() {
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1).times(ALWAYS));
    EnvironmentException problem = failure(data);
    Set<String> left = ids(account.snapshots());
    assertThat(left).hasSize(2);
    left.forEach(id -> assertThat(problem.hint()).contains("--snapshot-id " + id));
    account.server().faults().clear();

    publish(new Events(), data);

    assertThat(ids(account.snapshots())).hasSize(2).doesNotContainAnyElementsOf(left);
  }

  @Test
  void aVolumeOfZerosHasASnapshotOfOneBlock() {
    MappedVolume zeros = volume("zeros", "/dev/xvdb", 3L * BLOCK);

    MachineImage image = publish(new Events(), zeros);

    assertThat(account.blocks(id(image, "zeros"))).containsOnlyKeys(0);
  }

  @Test
  void aVolumeThatWasChangedIsRefusedBeforeAnythingIsMade() throws IOException {
    Files.writeString(data.image().file(), "changed");

    assertThatThrownBy(() -> publish(new Events(), data))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("The volume 'data', " + data.image().file() + ", has 7 bytes")
        .hasMessageEndingWith("it was changed while this build ran.")
        .satisfies(
            e ->
                assertThat(((InputException) e).hint())
                    .startsWith("Run the goals 'image' and 'boot' again"));
    assertThat(account.calls("StartSnapshot")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"StartSnapshot, 2", "CompleteSnapshot, 2", "RegisterImage, 1"})
  void aCallWhoseAnswerIsLostMakesNothingTwice(String action, int nth) {
    account.server().faults().inject(Fault.resetAfterEffect(action, nth).times(2));

    MachineImage image = publish(new Events(), data);

    assertThat(account.server().calls().of(action))
        .anyMatch(call -> !call.outcome().equals(Call.OK));
    assertThat(account.images()).hasSize(1);
    assertThat(ids(account.snapshots()))
        .containsExactlyInAnyOrder(image.snapshot().id(), id(image, "data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void ofTwoVolumesOfTheSameContentEachGoesOnWithItsOwnSnapshot(String unheard) throws IOException {
    MappedVolume one = volume("one", "/dev/xvdb", 2L * BLOCK, 1);
    MappedVolume two = volume("two", "/dev/xvdf", 2L * BLOCK, 1);
    PublishRequest request =
        account
            .request(disk, List.of(one, two), null)
            .with(UploadOptions.standard().withKeep(true));
    account.server().faults().inject(Fault.denied("RegisterImage", 1));
    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(EnvironmentException.class);
    Resource resource = state().resource(Resource.Kind.SNAPSHOT, LocalAccount.REGION, unheard);
    String id = Objects.requireNonNull(Objects.requireNonNull(resource).id());
    String text = Files.readString(account.stateFile());
    assertThat(text).containsOnlyOnce("\"id\": \"" + id + "\"");
    Files.writeString(account.stateFile(), text.replace("\"id\": \"" + id + "\"", "\"id\": null"));

    MachineImage image = new Publisher().publish(request, new Events()).primary();

    assertThat(id(image, unheard)).isEqualTo(id);
    assertThat(ids(account.snapshots()))
        .containsExactlyInAnyOrder(image.snapshot().id(), id(image, "one"), id(image, "two"));
  }

  private MachineImage publish(Events events, MappedVolume... volumes) {
    return new Publisher().publish(account.request(disk, List.of(volumes), null), events).primary();
  }

  private EnvironmentException failure(MappedVolume... volumes) {
    return catchThrowableOfType(EnvironmentException.class, () -> publish(new Events(), volumes));
  }

  private PublishState state() {
    return new StateFile(account.stateFile()).read().orElseThrow();
  }

  private MappedVolume volume(String name, String device, long size, int... blocks) {
    DiskImage raw = account.disk(name + size + ".raw", size, blocks);
    return new MappedVolume(new VolumeImage(name, raw.file(), raw.size(), raw.sha256()), device);
  }

  private static String id(MachineImage image, String volume) {
    return Objects.requireNonNull(image.volumes().get(volume)).id();
  }

  private List<String> mappings() {
    return account.images().get(0).blockDeviceMappings().stream()
        .map(PublisherVolumesTest::text)
        .sorted()
        .toList();
  }

  private static String text(BlockDeviceMapping mapping) {
    return mapping.deviceName()
        + " "
        + mapping.ebs().snapshotId()
        + " "
        + mapping.ebs().volumeSize()
        + " "
        + mapping.ebs().deleteOnTermination();
  }

  private static Set<String> ids(List<Snapshot> snapshots) {
    return Set.copyOf(snapshots.stream().map(Snapshot::snapshotId).toList());
  }
}
