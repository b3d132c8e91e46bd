package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.Faults;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails half-way, is told to keep what it made, and is gone on with. */
class ResumeTest {

  private static final int BLOCKS = 10;
  private static final int SENT = 6;
  private static final UploadOptions KEEPING =
      UploadOptions.standard().withConnections(1).withKeep(true);

  @TempDir Path folder;
  private LocalAccount account;
  private DiskImage disk;
  private String kept;

  @BeforeEach
  void failHalfWay() {
    account = new LocalAccount(folder);
    disk =
        account.disk("disk", BLOCKS * (long) RawDisks.BLOCK, IntStream.range(0, BLOCKS).toArray());
    account.server().faults().inject(Fault.denied("PutSnapshotBlock", SENT + 1));
    assertThatThrownBy(() -> publish(KEEPING, new Events()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Kept in the account: snap-")
        .extracting(e -> ((EnvironmentException) e).hint())
        .asString()
        .contains("The next run goes on with what is kept");
    kept = account.snapshots().get(0).snapshotId();
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void onlyTheMissingBlocksAreSent() throws IOException {
    MachineImage image = publish(KEEPING, new Events());

    assertThat(puts()).isEqualTo(BLOCKS + 1);
    assertThat(image.snapshot().blocks()).isEqualTo(BLOCKS - SENT);
    assertOneRightSnapshot(image);
    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertThat(journal()).doesNotExist();
  }

  @Test
  void aJournalThatIsLostCostsTheBlocksOnceMore() throws IOException {
    Files.delete(journal());

    MachineImage image = publish(KEEPING, new Events());

    assertThat(puts()).isEqualTo(SENT + 1 + BLOCKS);
    assertOneRightSnapshot(image);
    assertThat(image.snapshot().id()).isEqualTo(kept);
  }

  @Test
  void aJournalThatClaimsTooMuchCostsASnapshotAndNeverTheContent() throws IOException {
    List<DataBlock> blocks = new BlockPlanner().read(DiskSource.of(disk)).blocks();
    DataBlock last = blocks.get(BLOCKS - 1);
    Files.writeString(
        journal(), last.index() + " " + last.sha256() + "\n", StandardOpenOption.APPEND);
    Events events = new Events();

    MachineImage image = publish(KEEPING, events);

    assertThat(events.said()).anyMatch(it -> it.contains("Starting again."));
    assertOneRightSnapshot(image);
    assertThat(image.snapshot().id()).isNotEqualTo(kept);
  }

  @Test
  void aJournalThatClaimsEverythingCostsASnapshotAndNeverTheContent() throws IOException {
    StringBuilder all = new StringBuilder();
    for (DataBlock block : new BlockPlanner().read(DiskSource.of(disk)).blocks()) {
      all.append(block.index()).append(' ').append(block.sha256()).append('\n');
    }
    Files.writeString(journal(), all, StandardOpenOption.APPEND);

    MachineImage image = publish(KEEPING, new Events());

    // One put tells that the snapshot is open still.
    assertThat(puts()).isEqualTo(SENT + 1 + 1 + BLOCKS);
    assertOneRightSnapshot(image);
    assertThat(image.snapshot().id()).isNotEqualTo(kept);
  }

  @Test
  void aSnapshotThatTheKilledRunSealedIsTakenWithoutAJournalAndWhileItIsPending()
      throws IOException {
    Faults faults = account.server().faults();
    faults.clear();
    Fault unknown = Fault.denied("DescribeSnapshots", 1).times(Fault.ALWAYS);
    faults.inject(
        Fault.of("CompleteSnapshot", 1, new Effect.Hook(() -> faults.inject(unknown))).after());
    assertThatThrownBy(() -> publish(KEEPING, new Events()))
        .isInstanceOf(EnvironmentException.class);
    faults.clear();
    Files.delete(journal());
    faults.inject(
        Fault.of("DescribeSnapshots", 1, new Effect.Behind(Duration.ofMinutes(10)))
            .times(Fault.ALWAYS));
    faults.inject(Fault.of("PutSnapshotBlock", 1, new Effect.Hook(faults::clear)));

    MachineImage image = publish(KEEPING, new Events());

    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertOneRightSnapshot(image);
  }

  @Test
  void aRunThatIsToUndoDeletesWhatItWentOnWith() {
    account.server().faults().inject(Fault.denied("PutSnapshotBlock", 1));

    assertThatThrownBy(() -> publish(KEEPING.withKeep(false), new Events()))
        .isInstanceOf(EnvironmentException.class);

    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void aStartWhoseAnswerNeverCameIsGoneOnWith() throws IOException {
    account.server().faults().clear();
    Path state = account.stateFile();
    assertThat(state).content().contains("\"id\": \"" + kept + "\"");
    Files.writeString(
        state, Files.readString(state).replaceAll("\"id\": \"" + kept + "\"", "\"id\": null"));

    MachineImage image = publish(KEEPING, new Events());

    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertOneRightSnapshot(image);
  }

  private MachineImage publish(UploadOptions options, Events events) {
    return new Publisher().publish(account.request(disk).with(options), events).primary();
  }

  private Path journal() {
    return account.stateFile().resolveSibling("sent-" + LocalAccount.REGION);
  }

  private int puts() {
    return account.calls("PutSnapshotBlock");
  }

  private void assertOneRightSnapshot(MachineImage image) throws IOException {
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
    assertThat(LocalAccount.volume(account.blocks(image.snapshot().id()), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
  }
}
