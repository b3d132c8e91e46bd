package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.Faults;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A publication that AWS or the network disturbs, and that succeeds all the same. */
class PublisherRetryTest {

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

  static Stream<Fault> disturbances() {
    Stream<Fault> everywhere =
        Stream.of(
                "DescribeImages",
                "StartSnapshot",
                "PutSnapshotBlock",
                "CompleteSnapshot",
                "DescribeSnapshots",
                "RegisterImage")
            .flatMap(
                action ->
                    Stream.of(
                        Fault.reset(action, 1),
                        Fault.resetAfterEffect(action, 1).times(2),
                        Fault.throttled(action, 1).times(3),
                        Fault.error(action, 1, "InternalError", 500, "try again").times(2)));
    Stream<Fault> late =
        Stream.of(
            Fault.reset("PutSnapshotBlock", 3).times(2),
            Fault.resetAfterEffect("PutSnapshotBlock", 2).times(4),
            Fault.error(
                    "PutSnapshotBlock",
                    1,
                    "ValidationException",
                    400,
                    "The snapshot does not exist.")
                .times(2),
            Fault.error("PutSnapshotBlock", 1, "ResourceNotFoundException", 404, "No snapshot")
                .times(2),
            Fault.error("PutSnapshotBlock", 2, "ConcurrentLimitExceededException", 400, "Slower"),
            Fault.error("DescribeSnapshots", 3, "InvalidSnapshot.NotFound", 400, "Not yet"),
            Fault.throttled("DescribeSnapshots", 2).times(3),
            Fault.resetAfterEffect("DescribeSnapshots", 2),
            Fault.error("DescribeImages", 4, "InvalidAMIID.NotFound", 400, "Not yet"),
            Fault.errorAfterEffect("CompleteSnapshot", 1, "InternalServerException", 500, "lost"),
            Fault.errorAfterEffect("RegisterImage", 1, "InternalError", 500, "lost"));
    return Stream.concat(everywhere, late);
  }

  @ParameterizedTest
  @MethodSource("disturbances")
  void theImageIsPublishedOnceAndWhole(Fault fault) throws IOException {
    DiskImage disk = account.disk("disk", 6L * BLOCK, 0, 2, 3, 5);
    account.server().faults().inject(fault);

    MachineImage image = account.publish(disk);

    assertThat(account.server().calls().of(fault.action()))
        .as("the disturbance happened")
        .anyMatch(call -> !call.outcome().equals(Call.OK));
    assertThat(image.reused()).isFalse();
    assertThat(account.images()).extracting(it -> it.imageId()).containsExactly(image.id());
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
    assertThat(LocalAccount.volume(account.blocks(image.snapshot().id()), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
  }

  @Test
  void aSnapshotSealedByAnAttemptWhoseAnswerWasLostIsTaken() {
    DiskImage disk = account.disk("disk", BLOCK, 0);
    account.server().faults().inject(Fault.resetAfterEffect("CompleteSnapshot", 1));
    account
        .server()
        .faults()
        .inject(Fault.error("CompleteSnapshot", 2, "ValidationException", 400, "Not pending."));

    MachineImage image = account.publish(disk);

    assertThat(account.calls("CompleteSnapshot")).isEqualTo(2);
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
  }

  @Test
  void aSnapshotSealedByAnAttemptWhoseAnswerWasLostIsTakenHoweverLongItIsPending() {
    DiskImage disk = account.disk("disk", BLOCK, 0);
    Faults faults = account.server().faults();
    faults.inject(Fault.resetAfterEffect("CompleteSnapshot", 1));
    faults.inject(Fault.error("CompleteSnapshot", 2, "ValidationException", 400, "Not pending."));
    faults.inject(
        Fault.of("DescribeSnapshots", 1, new Effect.Behind(Duration.ofMinutes(10)))
            .times(Fault.ALWAYS));
    // Only the question whether it still takes blocks lets time go on.
    faults.inject(Fault.of("PutSnapshotBlock", 2, new Effect.Hook(faults::clear)));

    MachineImage image = account.publish(disk);

    assertThat(account.calls("StartSnapshot")).isEqualTo(1);
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
  }

  @Test
  void aConnectionThatFellSilentIsGivenUpAndTheBlockIsSentOverAnother() throws IOException {
    DiskImage disk = account.disk("disk", 6L * BLOCK, 0, 2, 3, 5);
    account.server().faults().inject(Fault.of("PutSnapshotBlock", 3, new Effect.Silence()));

    MachineImage image =
        new Publisher()
            .publish(
                account
                    .request(disk)
                    .with(PublishLimits.standard().withSilence(Duration.ofSeconds(1))),
                new Events())
            .primary();

    assertThat(account.calls("PutSnapshotBlock")).isEqualTo(5);
    assertThat(LocalAccount.volume(account.blocks(image.snapshot().id()), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
  }

  @Test
  void aBlockThatIsReadBackAndComesInHalfIsReadAgain() {
    account.server().faults().inject(Fault.of("GetSnapshotBlock", 1, new Effect.Cut()));
    Events events = new Events();

    MachineImage image =
        new Publisher()
            .publish(
                account
                    .request(account.disk("disk", 2L * BLOCK, 0, 1))
                    .with(UploadOptions.standard().withVerify(UploadOptions.Verify.ALWAYS)),
                events)
            .primary();

    assertThat(account.calls("GetSnapshotBlock")).isEqualTo(3);
    assertThat(events.said()).contains("verified " + image.snapshot().id());
  }
}
