package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

class PublisherTest {

  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;
  private LocalAccount account;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theSnapshotHoldsTheImagesBytesAndOnlyItsDataWasSent() throws IOException {
    DiskImage disk = account.disk("disk", 9L * BLOCK + 512, 0, 1, 5, 9);

    MachineImage image = account.publish(disk);

    Map<Integer, byte[]> blocks = account.blocks(image.snapshot().id());
    assertThat(blocks).containsOnlyKeys(0, 1, 5, 9);
    assertThat(LocalAccount.volume(blocks, (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
    assertThat(account.calls("PutSnapshotBlock")).isEqualTo(4);
    assertThat(image.snapshot().blocks()).isEqualTo(4);
    assertThat(image.snapshot().bytesSent()).isEqualTo(4L * BLOCK);
  }

  @Test
  void theImageIsWhatPvGrubNeeds() {
    MachineImage published = account.publish(account.disk("disk", 3L * BLOCK, 0));

    Image image = account.images().get(0);
    assertThat(image.imageId()).isEqualTo(published.id());
    assertThat(image.stateAsString()).isEqualTo("available");
    assertThat(image.virtualizationTypeAsString()).isEqualTo("paravirtual");
    assertThat(image.architectureAsString()).isEqualTo("x86_64");
    assertThat(image.kernelId()).isEqualTo(published.kernelId()).isEqualTo("aki-70cb0e10");
    assertThat(image.rootDeviceName()).isEqualTo("/dev/sda1");
    assertThat(image.enaSupport()).isNotEqualTo(true);
    assertThat(image.description()).isEqualTo("org.example:hello:1.0, by ec2-unikernel 0.1.0");
    assertThat(image.blockDeviceMappings()).hasSize(1);
    BlockDeviceMapping root = image.blockDeviceMappings().get(0);
    assertThat(root.deviceName()).isEqualTo("/dev/sda1");
    assertThat(root.ebs().snapshotId()).isEqualTo(published.snapshot().id());
    assertThat(root.ebs().volumeSize()).isEqualTo(1);
    assertThat(root.ebs().deleteOnTermination()).isTrue();
  }

  @Test
  void imageAndSnapshotAreTaggedAlikeButForTheSnapshotsData() {
    MachineImage published = account.publish(account.disk("disk", BLOCK, 0));

    Map<String, String> tags = LocalAccount.tags(account.images().get(0).tags());
    assertThat(tags)
        .containsEntry("Name", published.name())
        .containsEntry("ec2-unikernel:artifact", "org.example:hello:1.0")
        .containsEntry("ec2-unikernel:version", "0.1.0")
        .containsEntry("team", "kernel")
        .containsKeys("ec2-unikernel:content", "ec2-unikernel:attempt");
    Map<String, String> onSnapshot = LocalAccount.tags(account.snapshots().get(0).tags());
    assertThat(onSnapshot.remove("ec2-unikernel:data")).hasSize(64);
    assertThat(onSnapshot.remove("ec2-unikernel:blocks")).hasSize(64);
    assertThat(onSnapshot.remove("ec2-unikernel:line")).isEqualTo("org.example:hello");
    assertThat(tags.remove("ec2-unikernel:boot-way")).isEqualTo("pvgrub");
    assertThat(tags.remove("ec2-unikernel:launches-on"))
        .isEqualTo("Xen PV and HVM: m3 c3 hs1 / Xen PV: t1 m1 m2 c1");
    assertThat(tags.remove("ec2-unikernel:does-not-launch-on")).startsWith("Nitro: t3 m5");
    assertThat(onSnapshot).isEqualTo(tags);
    assertThat(published.name()).startsWith("hello-1.0-");
  }

  @Test
  void aDiskOfMoreThanOneGibGetsAVolumeOfTwo() {
    DiskImage disk = account.disk("disk", (1L << 30) + BLOCK, 0, 2048);

    MachineImage published = account.publish(disk);

    assertThat(published.snapshot().volumeSizeGib()).isEqualTo(2);
    assertThat(account.images().get(0).blockDeviceMappings().get(0).ebs().volumeSize())
        .isEqualTo(2);
    assertThat(account.blocks(published.snapshot().id())).containsOnlyKeys(0, 2048);
  }

  @Test
  void theListenerHearsEveryStepInOrder() {
    Events events = new Events();

    MachineImage image = account.publish(account.disk("disk", 4L * BLOCK, 0, 2), events);

    String snapshot = image.snapshot().id();
    assertThat(events.said())
        .containsExactly(
            "kernel pv-grub-hd0_1.05-x86_64.gz",
            "read 2 of 4",
            "started " + snapshot,
            "block 1/2",
            "block 2/2",
            "completed " + snapshot,
            "registered " + image.id(),
            "published " + image.id());
  }

  @Test
  void theStateFileNamesWhatWasMade() {
    DiskImage disk = account.disk("disk", 2L * BLOCK, 0);

    MachineImage image = account.publish(disk);

    PublishState state = new StateFile(account.stateFile()).read().orElseThrow();
    assertThat(state.phase()).isEqualTo(PublishState.Phase.PUBLISHED);
    assertThat(state.imageId()).isEqualTo(image.id());
    assertThat(state.disks())
        .containsExactly(
            new DiskState("", "/dev/sda1", disk.sha256(), image.snapshot().id(), 1, BLOCK));
    assertThat(state.resources())
        .containsExactly(
            new Resource(Resource.Kind.SNAPSHOT, LocalAccount.REGION, "", image.snapshot().id()),
            new Resource(Resource.Kind.IMAGE, LocalAccount.REGION, null, image.id()));
    assertThat(state.attempt().imageSha256()).isEqualTo(disk.sha256());
    assertThat(state.place().region()).isEqualTo(LocalAccount.REGION);
    assertThat(state.attempt().finishedAt()).isAfterOrEqualTo(state.attempt().startedAt());
  }

  @Test
  void aSecondRunFindsTheImageAndSendsNothing() {
    DiskImage disk = account.disk("disk", 2L * BLOCK, 0);
    MachineImage first = account.publish(disk);
    int sent = account.calls("StartSnapshot", "PutSnapshotBlock", "RegisterImage");
    Events events = new Events();

    MachineImage second = account.publish(disk, events);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.reused()).isTrue();
    assertThat(second.snapshot()).isEqualTo(new Snapshot(first.snapshot().id(), 1, 0, 0));
    assertThat(account.calls("StartSnapshot", "PutSnapshotBlock", "RegisterImage")).isEqualTo(sent);
    assertThat(events.said()).endsWith("reused " + first.id());
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().imageId())
        .isEqualTo(first.id());
  }

  @Test
  void otherContentIsAnotherImage() {
    MachineImage first = account.publish(account.disk("a", 2L * BLOCK, 0));
    MachineImage second = account.publish(account.disk("b", 3L * BLOCK, 0));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(account.images()).hasSize(2);
  }

  @Test
  void aTakenNameIsRefusedBeforeAnythingIsMade() {
    PublishRequest first = account.request(account.disk("a", 2L * BLOCK, 0), "my image");
    PublishRequest second = account.request(account.disk("b", 3L * BLOCK, 0), "my image");
    MachineImage holder = new Publisher().publish(first, new Events()).primary();

    assertThatThrownBy(() -> new Publisher().publish(second, new Events()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'my image'")
        .hasMessageContaining(holder.id())
        .hasMessageContaining("other content")
        .extracting(problem -> ((ProblemException) problem).hint())
        .asString()
        .contains("version");
    assertThat(account.calls("StartSnapshot")).isEqualTo(1);
  }

  @Test
  void anImageOfThatNameWithoutOurTagIsNotTakenForOurs() {
    DiskImage disk = account.disk("a", 2L * BLOCK, 0);
    MachineImage first = account.publish(disk);
    account
        .ec2()
        .deleteTags(
            request ->
                request
                    .resources(first.id())
                    .tags(Tag.builder().key("ec2-unikernel:content").build()));

    assertThatThrownBy(() -> account.publish(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(first.id())
        .hasMessageContaining("did not make");
  }

  @Test
  void aRegionWithoutPvGrubIsRefusedWithThoseThatHaveIt() {
    PublishRequest request = account.request(account.disk("disk", BLOCK, 0));
    PublishRequest elsewhere = request.with(request.target().in("eu-north-1"));

    assertThatThrownBy(() -> new Publisher().publish(elsewhere, new Events()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("eu-north-1 has no PV-GRUB")
        .extracting(problem -> ((ProblemException) problem).hint())
        .asString()
        .contains("us-west-2 (Oregon)", "sa-east-1 (São Paulo)", "unikernel.aws.region");
    assertThat(account.calls("StartSnapshot")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-2", "eu-west-2", "ap-south-1", "ap-northeast-2", "ca-central-1"})
  void aRegionWithPvGrubButNoPvInstancesIsWarnedOf(String region) {
    PublishRequest request = account.request(account.disk("disk", BLOCK, 0));
    Events events = new Events();

    new Publisher().publish(request.with(request.target().in(region)), events);

    assertThat(events.said().get(1))
        .startsWith("warning")
        .contains(region + " has PV-GRUB but no PV instances", "us-west-2 (Oregon)");
  }

  @Test
  void kernelsAreLookedForAmongDeprecatedImagesToo() {
    account.publish(account.disk("disk", BLOCK, 0));

    assertThat(account.server().calls().of("DescribeImages").get(0).parameters())
        .containsEntry("Owner.1", "amazon")
        .containsEntry("IncludeDeprecated", "true");
  }

  @Test
  void anImageChangedAfterItWasBuiltIsRefusedBeforeAnythingIsMade() throws IOException {
    DiskImage disk = account.disk("disk", 4L * BLOCK, 0, 1);
    try (RandomAccessFile file = new RandomAccessFile(disk.file().toFile(), "rw")) {
      file.setLength(3L * BLOCK);
    }

    assertThatThrownBy(() -> account.publish(disk))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("it was changed while this build ran.");
    assertThat(account.calls("StartSnapshot")).isZero();
  }

  @Test
  void anImageChangedWhileItIsSentIsRefusedAndUndone() {
    DiskImage disk = account.disk("disk", 40L * BLOCK, IntStream.range(0, 40).toArray());
    Events events =
        new Events() {
          @Override
          public void snapshotStarted(String snapshotId, int volumeSizeGib) {
            super.snapshotStarted(snapshotId, volumeSizeGib);
            try (RandomAccessFile file = new RandomAccessFile(disk.file().toFile(), "rw")) {
              file.seek(20L * BLOCK);
              file.write("changed".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    assertThatThrownBy(() -> account.publish(disk, events))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("changed in block 20 while it was sent");
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.calls("CompleteSnapshot")).isZero();
  }

  @Test
  void aReservedTagIsRefused() {
    PublishRequest request = account.request(account.disk("disk", BLOCK, 0));
    PublishRequest tagged =
        request.with(request.options().withTags(Map.of("ec2-unikernel:content", "x")));

    assertThatThrownBy(() -> new Publisher().publish(tagged, new Events()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'ec2-unikernel:content' is reserved");
  }

  @Test
  void theSnapshotIsCompletedAfterAPublication() {
    account.publish(account.disk("disk", BLOCK, 0));

    assertThat(account.snapshots()).hasSize(1);
    assertThat(account.snapshots().get(0).state()).isEqualTo(SnapshotState.COMPLETED);
  }
}
