package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Deletes what a run made, last thing first. */
final class Undo {

  private final AwsConnection aws;
  private final PublishListener listener;
  private final List<LeftBehind> left = new ArrayList<>();
  private boolean foundAll = true;

  Undo(AwsConnection aws, PublishListener listener) {
    this.aws = aws;
    this.listener = listener;
  }

  /** Deletes the run's image and snapshot, and returns what it could not delete. */
  List<LeftBehind> undo(UnfinishedRun run) {
    // The SDK refuses to work for an interrupted thread, and this has to be done all the same.
    boolean interrupted = Thread.interrupted();
    try {
      for (String id : images(run)) {
        delete(id, deregistering(id), () -> aws.images().deregister(id));
      }
      boolean inUse = !left.isEmpty();
      for (String id : snapshots(run)) {
        if (inUse) {
          leave(new LeftBehind(id, "in use by the image", aws.cli(deleting(id))));
        } else {
          delete(id, deleting(id), () -> aws.snapshots().delete(id));
        }
      }
      return List.copyOf(left);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether everything that was to be deleted was there. */
  boolean foundAll() {
    return foundAll;
  }

  /** Returns the EC2 command that deletes an image. */
  static String deregistering(String imageId) {
    return "deregister-image --image-id " + imageId;
  }

  /** Returns the EC2 command that deletes a snapshot. */
  static String deleting(String snapshotId) {
    return "delete-snapshot --snapshot-id " + snapshotId;
  }

  /** Returns the EC2 command that finds a run's snapshot. */
  static String searching(String attempt) {
    return "describe-snapshots --owner-ids self --filters Name=tag:"
        + ResourceTags.ATTEMPT
        + ",Values="
        + attempt;
  }

  /** Returns the words for a run's snapshot whose id is not known. */
  static String somethingOf(String attempt) {
    return "a snapshot tagged " + ResourceTags.ATTEMPT + "=" + attempt + ", if it was started";
  }

  private Set<String> images(UnfinishedRun run) {
    Set<String> ids = new LinkedHashSet<>();
    if (run.imageId() != null) {
      ids.add(run.imageId());
    } else if (run.snapshotId() != null) {
      try {
        // RegisterImage may have worked although its answer never came.
        aws.images().tagged(ResourceTags.ATTEMPT, run.attempt()).stream()
            .map(ImageRecord::id)
            .forEach(ids::add);
      } catch (EnvironmentException e) {
        // If there is one after all, its snapshot can't be deleted, and that is reported.
        return ids;
      }
    }
    return ids;
  }

  private Set<String> snapshots(UnfinishedRun run) {
    if (run.snapshotId() != null) {
      return Set.of(run.snapshotId());
    }
    try {
      return new LinkedHashSet<>(aws.snapshots().tagged(ResourceTags.ATTEMPT, run.attempt()));
    } catch (EnvironmentException e) {
      leave(
          new LeftBehind(
              somethingOf(run.attempt()),
              String.valueOf(e.getMessage()),
              aws.cli(searching(run.attempt()))));
      return Set.of();
    }
  }

  private void delete(String id, String command, BooleanSupplier call) {
    try {
      if (call.getAsBoolean()) {
        listener.undone(id);
      } else {
        foundAll = false;
      }
    } catch (EnvironmentException e) {
      leave(new LeftBehind(id, String.valueOf(e.getMessage()), aws.cli(command)));
    }
  }

  private void leave(LeftBehind resource) {
    left.add(resource);
    listener.leftBehind(resource);
  }
}
