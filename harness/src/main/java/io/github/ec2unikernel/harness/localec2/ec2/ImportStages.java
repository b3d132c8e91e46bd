package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/**
 * How a task looks while its time goes by: pending, validating from a fifth of it on, converting
 * from two fifths on.
 *
 * @param whole how long a task takes
 */
record ImportStages(Duration whole) {

  private static final int VALIDATING = 20;
  private static final int CONVERTING = 40;
  private static final int LAST = 99;
  private static final int DELETING_PARTS = 10;

  /** Returns whether the object should have been looked at. */
  boolean isToValidate(StoredImport task, Instant now) {
    return percent(task, now) >= VALIDATING;
  }

  /** Returns whether the object should have become a snapshot. */
  boolean isToConvert(StoredImport task, Instant now) {
    return percent(task, now) >= 100;
  }

  /** Returns the task as it is seen at a time. */
  ImportSnapshotTask seen(StoredImport stored, Instant now) {
    ImportSnapshotTask task = stored.task();
    SnapshotTaskDetail.Builder detail = task.snapshotTaskDetail().toBuilder();
    if (stored.phase() == StoredImport.Phase.COMPLETED) {
      detail.status("completed");
    } else if (stored.phase() == StoredImport.Phase.DELETED) {
      Instant gone = stored.changed().plus(whole.dividedBy(DELETING_PARTS));
      detail.status(now.isBefore(gone) ? "deleting" : "deleted");
    } else {
      long percent = Math.min(percent(stored, now), LAST);
      detail.status("active").progress(String.valueOf(percent)).statusMessage(message(percent));
    }
    return task.toBuilder().snapshotTaskDetail(detail.build()).build();
  }

  private static String message(long percent) {
    if (percent < VALIDATING) {
      return "pending";
    }
    return percent < CONVERTING ? "validating" : "converting";
  }

  private long percent(StoredImport task, Instant now) {
    long elapsed = Math.max(0, Duration.between(task.started(), now).toMillis());
    return whole.isZero() ? 100 : Math.min(100, elapsed * 100 / Math.max(1, whole.toMillis()));
  }
}
