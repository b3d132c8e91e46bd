package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.ImageSpec;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run that makes snapshots and an image of them, or nothing. */
final class Publication {

  private final Work work;

  Publication(Work work) {
    this.work = work;
  }

  /**
   * Returns the image once it is available.
   *
   * @param found the disks whose snapshots are there already
   * @param planned the others
   * @throws NameTakenException if somebody took the name meanwhile; nothing is left then
   * @throws DeadResourceException if what a killed run made can't be gone on with; it is all there
   */
  MachineImage run(
      Map<DiskSource, Snapshot> found, SnapshotWay.Planned planned, Map<String, String> tags) {
    ExitGuard guard = ExitGuard.engage();
    try {
      Map<DiskSource, Snapshot> snapshots = new LinkedHashMap<>(found);
      snapshots.putAll(planned.make(work, tags));
      work.journal().snapshots(snapshots);
      MachineImage image = register(snapshots, tags);
      work.journal().ended(Phase.PUBLISHED);
      return image;
    } catch (DeadResourceException e) {
      throw e;
    } catch (NameTakenException e) {
      List<LeftBehind> left = undo(e);
      if (left.isEmpty()) {
        throw e;
      }
      throw Problems.leaving(
          left, new EnvironmentException(String.valueOf(e.getMessage()), "Run the goal again.", e));
    } catch (ProblemException e) {
      if (work.request().upload().keep()) {
        throw Problems.keeping(work.journal().state().resources(), e);
      }
      throw Problems.leaving(undo(e), e);
    } catch (RuntimeException | Error e) {
      // A fault of ours keeps its own type and trace; what is left goes to the listener and the
      // state file.
      undo(e);
      throw e;
    } finally {
      guard.release();
    }
  }

  private MachineImage register(Map<DiskSource, Snapshot> snapshots, Map<String, String> tags) {
    AwsConnection aws = work.aws();
    Attempt attempt = work.attempt();
    String id = known(aws).orElseGet(() -> register(aws, attempt, snapshots, tags));
    aws.images().awaitAvailable(id, work.request().limits().imageTimeout());
    return MachineImage.of(id, attempt.name(), aws.region(), attempt.kernelId(), snapshots, false);
  }

  /** Returns the image that a killed run of this attempt has registered. */
  private Optional<String> known(AwsConnection aws) {
    Optional<String> known = work.journal().known(Kind.IMAGE, aws.region(), null);
    known.ifPresent(
        id -> {
          if (aws.images().byId(id).isEmpty()) {
            throw new DeadResourceException("The image " + id + " is gone.");
          }
        });
    return known;
  }

  private String register(
      AwsConnection aws,
      Attempt attempt,
      Map<DiskSource, Snapshot> snapshots,
      Map<String, String> tags) {
    List<DiskMapping> disks =
        work.request().disks().stream()
            .map(disk -> mapping(disk, Objects.requireNonNull(snapshots.get(disk))))
            .toList();
    work.journal().intend(Kind.IMAGE, aws.region(), null);
    String id =
        aws.images()
            .register(
                new ImageSpec(
                    attempt.name(), work.request().description(), attempt.kernelId(), disks, tags));
    work.journal().registered(aws.region(), id);
    work.listener().imageRegistered(id, attempt.name());
    return id;
  }

  private static DiskMapping mapping(DiskSource disk, Snapshot snapshot) {
    return new DiskMapping(disk.device(), snapshot.id(), snapshot.volumeSizeGib());
  }

  private List<LeftBehind> undo(Throwable problem) {
    Journal journal = work.journal();
    note(problem, journal::undoing);
    List<LeftBehind> left =
        new Undo(work.connections(), work.listener()).undo(journal.state().run());
    note(problem, () -> journal.ended(left.isEmpty() ? Phase.UNDONE : Phase.LEFT_BEHIND));
    return left;
  }

  private static void note(Throwable problem, Runnable writing) {
    try {
      writing.run();
    } catch (EnvironmentException e) {
      problem.addSuppressed(e);
    }
  }
}
