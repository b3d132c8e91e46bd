package io.github.ec2unikernel.plugin.aws;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/**
 * A task that imports a snapshot, as EC2 describes it.
 *
 * @param status {@code active}, {@code completed}, {@code deleting}, {@code deleted} and others
 * @param progress its percents, empty if EC2 says none
 * @param message what it is at or what went wrong, empty if EC2 says nothing
 * @param snapshotId the snapshot, once it is there
 */
public record ImportRecord(
    String id,
    String status,
    String progress,
    String message,
    @Nullable String snapshotId,
    Map<String, String> tags) {

  static ImportRecord of(ImportSnapshotTask task) {
    SnapshotTaskDetail detail =
        Objects.requireNonNullElseGet(
            task.snapshotTaskDetail(), () -> SnapshotTaskDetail.builder().build());
    Map<String, String> tags = new TreeMap<>();
    task.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new ImportRecord(
        task.importTaskId(),
        Objects.requireNonNullElse(detail.status(), "unknown"),
        Objects.requireNonNullElse(detail.progress(), ""),
        Objects.requireNonNullElse(detail.statusMessage(), ""),
        detail.snapshotId(),
        tags);
  }

  /** Returns whether there is a snapshot. */
  public boolean isCompleted() {
    return status.equals("completed");
  }

  /** Returns whether it may still become a snapshot; a state that nobody knows has ended. */
  public boolean isGoingOn() {
    return status.equals("active") || status.equals("pending");
  }
}
