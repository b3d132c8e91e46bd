package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of which only what changed since the one before is sent. */
class DeltaTest {

  private static final int BLOCK = RawDisks.BLOCK;
  private static final long SIZE = 8L * BLOCK;

  @TempDir Path folder;
  private LocalAccount account;
  private Path disk;

  @BeforeEach
  void publishTheFirst() {
    account = new LocalAccount(folder);
    disk = folder.resolve("disk");
    publish(RawDisks.write(disk, SIZE, 0, 1, 2, 3, 4), UploadOptions.standard());
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void onlyTheChangedBlockIsSent() throws IOException {
    change(2);

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(image)).containsExactly("2");
    assertThat(image.snapshot().blocks()).isEqualTo(1);
    assertHolds(image);
  }

  @Test
  void aBlockThatBecameZeroIsWrittenAsZero() throws IOException {
    clear(1);

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(image)).containsExactly("1");
    assertHolds(image);
  }

  @Test
  void aBlockThatGotDataIsSent() throws IOException {
    change(6);

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(image)).containsExactly("6");
    assertHolds(image);
  }

  @Test
  void aDiskThatBecameShorterHasZerosBehindItsEnd() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(3L * BLOCK + 512);
    }

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(image)).containsExactlyInAnyOrder("3", "4");
    assertHolds(image);
  }

  @Test
  void releasesDescendFromEachOther() throws IOException {
    change(2);
    String second = publish(RawDisks.describe(disk), UploadOptions.standard()).snapshot().id();
    change(3);

    MachineImage third = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(third)).containsExactly("3");
    assertThat(LocalAccount.tags(account.snapshot(third.snapshot().id()).tags()))
        .containsEntry("ec2-unikernel:parent", second);
    assertHolds(third);
  }

  @Test
  void aDeltaIsReadBack() throws IOException {
    change(2);
    Events events = new Events();

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard(), events);

    assertThat(events.said()).contains("verified " + image.snapshot().id());
    assertThat(account.calls("GetSnapshotBlock")).isEqualTo(5);
  }

  @Test
  void aDeltaThatIsNotWhatWasSentIsDeletedAndAllIsSent() throws IOException {
    change(2);
    String parent = account.snapshots().get(0).snapshotId();
    // What the parent holds in truth is not what its list says.
    account.corrupt(parent, 4);
    Events events = new Events();

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard(), events);

    assertThat(events.said())
        .anyMatch(it -> it.contains("is not what was sent (block 4 has the SHA-256"));
    assertThat(puts(image)).hasSize(5);
    assertHolds(image);
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactlyInAnyOrder(parent, image.snapshot().id());
  }

  @Test
  void aFaultyDeltaIsNotSentOnceMoreByARunThatGoesOnAfterItsDeletion() throws IOException {
    change(2);
    account.corrupt(account.snapshots().get(0).snapshotId(), 4);
    account.server().faults().inject(Fault.denied("StartSnapshot", 2));
    UploadOptions keeping = UploadOptions.standard().withKeep(true);
    assertThatThrownBy(() -> publish(RawDisks.describe(disk), keeping))
        .isInstanceOf(EnvironmentException.class);
    int started = account.calls("StartSnapshot");

    MachineImage image = publish(RawDisks.describe(disk), keeping);

    assertThat(account.calls("StartSnapshot") - started).isEqualTo(1);
    assertThat(puts(image)).hasSize(5);
    assertHolds(image);
  }

  @Test
  void whatIsNotVerifiedIsNotRead() throws IOException {
    change(2);

    publish(
        RawDisks.describe(disk), UploadOptions.standard().withVerify(UploadOptions.Verify.NEVER));

    assertThat(account.calls("GetSnapshotBlock", "ListSnapshotBlocks")).isZero();
  }

  @Test
  void aFullSnapshotIsReadBackIfThatIsWanted() {
    publish(
        RawDisks.write(folder.resolve("other"), SIZE + BLOCK, 7),
        UploadOptions.standard().withVerify(UploadOptions.Verify.ALWAYS).withDelta(false));

    assertThat(account.calls("GetSnapshotBlock")).isEqualTo(1);
  }

  @Test
  void allIsSentIfNoDeltaIsWanted() throws IOException {
    change(2);

    MachineImage image =
        publish(RawDisks.describe(disk), UploadOptions.standard().withDelta(false));

    assertThat(puts(image)).hasSize(5);
    assertHolds(image);
  }

  @Test
  void allIsSentWithTheReasonIfNoListOfTheParentsBlocksIsHeld() throws IOException {
    Files.delete(folder.resolve("target/ec2-unikernel/disk.blocks"));

    assertSentInFull("no list of its blocks is held here");
  }

  @Test
  void aListThatDoesNotMatchTheTagIsNotUsed() throws IOException {
    Path list = folder.resolve("target/ec2-unikernel/disk.blocks");
    List<String> lines = Files.readAllLines(list);
    lines.set(1, "volume 1 blocks 4");
    Files.write(list, lines.subList(0, 6));

    assertSentInFull("no list of its blocks is held here");
  }

  @Test
  void aListInTheCacheIsAsGoodAsOneBesideTheDisk() throws IOException {
    Path cache = folder.resolve("cache");
    UploadOptions cached = UploadOptions.standard().withCache(cache);
    change(2);
    publish(RawDisks.describe(disk), cached);
    Files.delete(folder.resolve("target/ec2-unikernel/disk.blocks"));
    change(3);

    MachineImage image = publish(RawDisks.describe(disk), cached);

    assertThat(puts(image)).containsExactly("3");
    assertThat(cache.resolve("blocks")).isDirectoryContaining("glob:**.blocks");
    assertHolds(image);
  }

  @Test
  void allIsSentWithTheReasonIfTheVolumeHasAnotherSize() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength((1L << 30) + BLOCK);
    }

    assertSentInFull("it is of 1 GiB and not of 2");
  }

  @Test
  void allIsSentWithTheReasonIfTheParentIsEncryptedOtherwise() throws IOException {
    change(2);
    Events events = new Events();

    MachineImage image =
        publish(
            RawDisks.describe(disk),
            UploadOptions.standard().withEncryption(new Encryption(true, null)),
            events);

    assertThat(events.said()).anyMatch(it -> it.contains("it is plain and not encrypted"));
    assertThat(puts(image)).hasSize(5);
    assertThat(account.snapshot(image.snapshot().id()).encrypted()).isTrue();
  }

  @Test
  void aParentThatNoImageUsesIsNone() throws IOException {
    account.ec2().deregisterImage(it -> it.imageId(account.images().get(0).imageId()));
    change(2);

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard());

    assertThat(puts(image)).hasSize(5);
    assertHolds(image);
  }

  @Test
  void anotherArtifactsSnapshotIsNoParent() throws IOException {
    change(2);

    MachineImage image =
        new Publisher()
            .publish(
                PublishRequest.of(
                    RawDisks.describe(disk),
                    new Coordinates("org.example", "other", "1.0"),
                    account.target(),
                    account.stateFile(),
                    "0.1.0"),
                new Events())
            .primary();

    assertThat(puts(image)).hasSize(5);
  }

  private void assertSentInFull(String reason) throws IOException {
    change(2);
    Events events = new Events();

    MachineImage image = publish(RawDisks.describe(disk), UploadOptions.standard(), events);

    assertThat(events.said()).anyMatch(it -> it.startsWith("in full") && it.endsWith(reason));
    assertThat(puts(image)).hasSize(5);
    assertHolds(image);
  }

  private MachineImage publish(DiskImage image, UploadOptions options) {
    return publish(image, options, new Events());
  }

  private MachineImage publish(DiskImage image, UploadOptions options, Events events) {
    return new Publisher()
        .publish(account.request(image).with(options.withConnections(4)), events)
        .primary();
  }

  private void change(int block) throws IOException {
    write(block, (byte) 77);
  }

  private void clear(int block) throws IOException {
    write(block, (byte) 0);
  }

  private void write(int block, byte value) throws IOException {
    byte[] bytes = new byte[BLOCK];
    Arrays.fill(bytes, value);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek((long) block * BLOCK);
      file.write(bytes);
    }
  }

  /** Returns the indexes of the blocks that were put into the image's snapshot. */
  private List<String> puts(MachineImage image) {
    return account.server().calls().of("PutSnapshotBlock").stream()
        .map(Call::parameters)
        .filter(it -> image.snapshot().id().equals(it.get("SnapshotId")))
        .map(it -> String.valueOf(it.get("BlockIndex")))
        .toList();
  }

  private void assertHolds(MachineImage image) throws IOException {
    byte[] bytes = Files.readAllBytes(disk);
    assertThat(
            LocalAccount.volume(
                account.blocks(image.snapshot().id()), (int) Math.max(SIZE, bytes.length)))
        .isEqualTo(Arrays.copyOf(bytes, (int) Math.max(SIZE, bytes.length)));
  }
}
