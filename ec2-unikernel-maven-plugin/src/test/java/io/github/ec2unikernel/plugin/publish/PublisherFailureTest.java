package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left after a publication that failed. */
class PublisherFailureTest {

  private static final int BLOCK = RawDisks.BLOCK;
  private static final int ALWAYS = 1000;

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

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeImages, 1",
    "ec2:DescribeImages, 2",
    "ec2:DescribeImages, 3",
    "ebs:StartSnapshot, 1",
    "ebs:PutSnapshotBlock, 1",
    "ebs:PutSnapshotBlock, 3",
    "ebs:CompleteSnapshot, 1",
    "ec2:DescribeSnapshots, 1",
    "ec2:DescribeSnapshots, 2",
    "ec2:RegisterImage, 1",
    "ec2:DescribeImages, 4"
  })
  void aDeniedActionIsNamedAndNothingIsLeft(String action, int nth) {
    String name = action.substring(4);
    account.server().faults().inject(Fault.denied(name, nth).times(ALWAYS));

    EnvironmentException problem = failure(account.disk("disk", 6L * BLOCK, 0, 2, 3, 4));

    assertThat(problem).hasMessageContaining(action).hasMessageContaining(LocalAccount.REGION);
    assertThat(problem.hint()).contains("IAM action " + action);
    // A refusal is final: each worker asks once, and the undo asks for what may be there.
    assertThat(account.calls(name)).isLessThanOrEqualTo(nth + 4);
    account.server().faults().clear();
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.images()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DeregisterImage", "DeleteSnapshot"})
  void whatCantBeDeletedIsNamedWithTheCommandThatDoes(String action) {
    // The image can't be awaited, so it is registered and has to be undone.
    account.server().faults().inject(Fault.denied("DescribeImages", 4).times(ALWAYS));
    account.server().faults().inject(Fault.denied(action, 1).times(ALWAYS));
    Events events = new Events();

    EnvironmentException problem = failure(account.disk("disk", BLOCK, 0), events);

    account.server().faults().clear();
    String snapshot = account.snapshots().get(0).snapshotId();
    assertThat(problem).hasMessageContaining(snapshot).hasMessageContaining("ec2:" + action);
    assertThat(problem.hint())
        .contains(
            "aws ec2 delete-snapshot --snapshot-id "
                + snapshot
                + " --region us-west-2 --endpoint-url "
                + account.server().endpoint());
    account.images().forEach(image -> assertThat(problem).hasMessageContaining(image.imageId()));
    assertThat(events.left()).extracting(LeftBehind::id).contains(snapshot);
    assertThat(state().phase()).isEqualTo(PublishState.Phase.LEFT_BEHIND);
  }

  @Test
  void aLaterRunDeletesWhatAnEarlierOneHadToLeave() {
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1).times(ALWAYS));
    DiskImage disk = account.disk("disk", BLOCK, 0);
    failure(disk);
    account.server().faults().clear();
    String left = account.snapshots().get(0).snapshotId();
    Events events = new Events();

    MachineImage image = account.publish(disk, events);

    assertThat(events.said()).contains("undone " + left);
    assertThat(account.snapshots()).hasSize(1);
    assertThat(image.snapshot().id()).isNotEqualTo(left);
  }

  @Test
  void aFailedRunCanBeRepeatedWithANewSnapshot() {
    DiskImage disk = account.disk("disk", BLOCK, 0);
    account.server().faults().inject(Fault.denied("CompleteSnapshot", 1));
    failure(disk);
    assertThat(state().phase()).isEqualTo(PublishState.Phase.UNDONE);

    MachineImage image = account.publish(disk);

    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
  }

  @Test
  void aSnapshotWhoseStartWasNeverAnsweredIsFoundByItsTagAndDeleted() {
    account.server().faults().inject(Fault.resetAfterEffect("StartSnapshot", 1).times(ALWAYS));

    EnvironmentException problem = failure(account.disk("disk", BLOCK, 0));

    assertThat(problem).hasMessageContaining("ebs:StartSnapshot").hasMessageContaining("attempts");
    account.server().faults().clear();
    assertThat(account.calls("StartSnapshot")).isGreaterThan(3);
    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void anImageWhoseRegistrationWasNeverAnsweredIsFoundByItsTagAndDeleted() {
    account.server().faults().inject(Fault.resetAfterEffect("RegisterImage", 1));
    account
        .server()
        .faults()
        .inject(Fault.error("RegisterImage", 2, "InternalError", 500, "again").times(ALWAYS));

    failure(account.disk("disk", BLOCK, 0));

    account.server().faults().clear();
    assertThat(account.images()).isEmpty();
    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void anInterruptDuringTheUploadUndoesIt() {
    DiskImage disk = account.disk("disk", 20L * BLOCK, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    Events events =
        new Events() {
          private final Thread publisher = Thread.currentThread();

          @Override
          public void blockUploaded(int done, int total) {
            super.blockUploaded(done, total);
            if (done == 4) {
              publisher.interrupt();
            }
          }
        };

    EnvironmentException problem = failure(disk, events);

    assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
    assertThat(problem).hasMessageContaining("Interrupted");
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.calls("CompleteSnapshot")).isZero();
    assertThat(state().phase()).isEqualTo(PublishState.Phase.UNDONE);
  }

  @Test
  void anInterruptWhileWaitingForTheImageUndoesIt() {
    Events events =
        new Events() {
          @Override
          public void imageRegistered(String imageId, String name) {
            super.imageRegistered(imageId, name);
            Thread.currentThread().interrupt();
          }
        };

    EnvironmentException problem = failure(account.disk("disk", BLOCK, 0), events);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(problem).hasMessageContaining("Interrupted");
    assertThat(account.images()).isEmpty();
    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void aFaultOfTheListenerIsUndoneAndPassedOn() {
    Events events =
        new Events() {
          @Override
          public void snapshotCompleted(Snapshot snapshot) {
            throw new IllegalStateException("listener");
          }
        };

    assertThatThrownBy(() -> account.publish(account.disk("disk", BLOCK, 0), events))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("listener");
    assertThat(account.snapshots()).isEmpty();
  }

  @Test
  void anImageOfTheSameContentThatCameMeanwhileIsTaken() {
    DiskImage disk = account.disk("disk", BLOCK, 0);
    List<MachineImage> other = new ArrayList<>();
    Events events =
        new Events() {
          @Override
          public void snapshotCompleted(Snapshot snapshot) {
            PublishRequest same = account.request(disk);
            other.add(
                new Publisher()
                    .publish(
                        PublishRequest.of(
                                same.image(),
                                same.coordinates(),
                                same.target(),
                                folder.resolve("other.json"),
                                "0.1.0")
                            .with(same.options()),
                        new Events())
                    .primary());
          }
        };

    MachineImage image = account.publish(disk, events);

    assertThat(image.id()).isEqualTo(other.get(0).id());
    assertThat(image.reused()).isTrue();
    assertThat(account.images()).hasSize(1);
    assertThat(account.snapshots()).hasSize(1);
  }

  private PublishState state() {
    return new StateFile(account.stateFile()).read().orElseThrow();
  }

  private EnvironmentException failure(DiskImage disk) {
    return failure(disk, new Events());
  }

  private EnvironmentException failure(DiskImage disk, Events events) {
    return catchThrowableOfType(EnvironmentException.class, () -> account.publish(disk, events));
  }
}
