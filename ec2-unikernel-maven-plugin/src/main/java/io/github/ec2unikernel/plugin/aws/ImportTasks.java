package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The region's tasks that import snapshots. */
public final class ImportTasks {

  private static final String UNKNOWN = "InvalidConversionTaskId";
  private static final BackoffStrategy PAUSE =
      BackoffStrategy.exponentialDelayHalfJitter(Duration.ofSeconds(1), Duration.ofSeconds(8));

  private final Ec2Client ec2;
  private final AwsCalls calls;
  private final AwsTarget target;
  private final String region;

  ImportTasks(Ec2Client ec2, AwsCalls calls, AwsTarget target, String region) {
    this.ec2 = ec2;
    this.calls = calls;
    this.target = target;
    this.region = region;
  }

  /** Starts a task and returns its id. */
  public String start(ImportSpec spec) {
    ImportSnapshotRequest.Builder request =
        ImportSnapshotRequest.builder()
            .clientToken(spec.clientToken())
            .description(spec.description())
            .roleName(spec.role())
            .diskContainer(
                disk ->
                    disk.description(spec.description())
                        .format(spec.format())
                        .userBucket(
                            at -> at.s3Bucket(spec.object().bucket()).s3Key(spec.object().key())))
            .tagSpecifications(Tags.from(ResourceType.IMPORT_SNAPSHOT_TASK, spec.tags()));
    if (spec.encryption().encrypted()) {
      request.encrypted(true).kmsKeyId(spec.encryption().kmsKeyId());
    }
    long deadline = System.nanoTime() + spec.patience().toNanos();
    for (int tries = 1; ; tries++) {
      try {
        return ec2.importSnapshot(request.build()).importTaskId();
      } catch (SdkException e) {
        String message = String.valueOf(e.getMessage());
        // IAM takes some seconds to tell EC2 of a role that was just made.
        if (!message.contains(ImportProblems.ROLE) || System.nanoTime() >= deadline) {
          throw ImportProblems.refused(spec, region, calls.failure("ec2:ImportSnapshot", e));
        }
        Snapshots.pause(PAUSE.computeDelay(tries), "ec2:ImportSnapshot");
      }
    }
  }

  /** Returns a task, or empty if there is none of that id. */
  public Optional<ImportRecord> byId(String id) {
    try {
      return ec2
          .describeImportSnapshotTasks(r -> r.importTaskIds(id))
          .importSnapshotTasks()
          .stream()
          .findFirst()
          .map(ImportRecord::of);
    } catch (SdkException e) {
      if (AwsErrors.code(e).startsWith(UNKNOWN)) {
        return Optional.empty();
      }
      throw calls.failure("ec2:DescribeImportSnapshotTasks", e);
    }
  }

  /** Returns the account's tasks that EC2 remembers, with any tag of that key. */
  public List<ImportRecord> withTag(String key) {
    return calls.run(
        "ec2:DescribeImportSnapshotTasks",
        () ->
            ec2.describeImportSnapshotTasksPaginator(r -> {}).stream()
                .flatMap(page -> page.importSnapshotTasks().stream())
                .map(ImportRecord::of)
                .filter(task -> task.tags().containsKey(key))
                .toList());
  }

  /** Returns the account's tasks with that tag. */
  public List<ImportRecord> with(String key, String value) {
    return calls.run(
        "ec2:DescribeImportSnapshotTasks",
        () ->
            ec2.describeImportSnapshotTasksPaginator().stream()
                .flatMap(page -> page.importSnapshotTasks().stream())
                .map(ImportRecord::of)
                // The service documents no filter.
                .filter(task -> value.equals(task.tags().get(key)))
                .toList());
  }

  /**
   * Returns a task that is completed.
   *
   * @param watcher is told of each answer before
   * @throws EnvironmentException if the task fails, is cancelled, or takes too long
   */
  public ImportRecord await(
      ImportSpec spec, String id, Duration timeout, Consumer<ImportRecord> watcher) {
    ImportRecord ended =
        ended(id, timeout, watcher)
            .orElseThrow(
                () ->
                    new EnvironmentException(
                        "The import " + id + " did not end within " + timeout.toMinutes() + " min.",
                        look(id)));
    if (!ended.isCompleted()) {
      throw ImportProblems.failed(spec, ended, look(id));
    }
    return ended;
  }

  private Optional<ImportRecord> ended(
      String id, Duration timeout, Consumer<ImportRecord> watcher) {
    return Waits.until(
        ImportRecord.class,
        timeout,
        () -> {
          ImportRecord record =
              ImportRecord.of(
                  ec2.describeImportSnapshotTasks(r -> r.importTaskIds(id))
                      .importSnapshotTasks()
                      .get(0));
          watcher.accept(record);
          return record;
        },
        record -> !record.isGoingOn(),
        e -> AwsErrors.code(e).startsWith(UNKNOWN),
        e -> calls.failure("ec2:DescribeImportSnapshotTasks", e));
  }

  private String look(String id) {
    return "Look at it with: "
        + target.cli("describe-import-snapshot-tasks --import-task-ids " + id, region);
  }

  /**
   * Cancels a task that goes on, and returns the task as it ended, or empty if there is none. One
   * that was quicker has a snapshot.
   *
   * @throws EnvironmentException if it goes on all the same
   */
  public Optional<ImportRecord> cancel(String id, Duration timeout) {
    Optional<ImportRecord> found = byId(id);
    if (found.isEmpty() || !found.get().isGoingOn()) {
      return found;
    }
    try {
      ec2.cancelImportTask(r -> r.importTaskId(id).cancelReason("The build was ended."));
    } catch (SdkException e) {
      // It may have ended since it was asked.
      if (byId(id).filter(task -> !task.isGoingOn()).isEmpty()) {
        throw calls.failure("ec2:CancelImportTask", e);
      }
    }
    return Optional.of(
        ended(id, timeout, task -> {})
            .orElseThrow(
                () -> new EnvironmentException("The import " + id + " goes on.", look(id))));
  }
}
