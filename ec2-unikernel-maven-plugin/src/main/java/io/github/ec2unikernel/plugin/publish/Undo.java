package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deletes what a run made, last thing first. */
final class Undo {

  private final AwsConnection aws;
  private final PublishListener listener;
  private final List<LeftBehind> left = new ArrayList<>();

  Undo(AwsConnection aws, PublishListener listener) {
    this.aws = aws;
    this.listener = listener;
  }

  /** Deletes the run's image and snapshot, and returns what it could not delete. */
  List<LeftBehind> undo(PublishState run) {
    // The SDK refuses to work for an interrupted thread, and this has to be done all the same.
    boolean interrupted = Thread.interrupted();
    try {
      for (String id : images(run)) {
        delete(id, "deregister-image --image-id " + id, () -> aws.images().deregister(id));
      }
      boolean inUse = !left.isEmpty();
      for (String id : snapshots(run)) {
        String command = "delete-snapshot --snapshot-id " + id;
        if (inUse) {
          leave(new LeftBehind(id, "in use by the image", aws.cli(command)));
        } else {
          delete(id, command, () -> aws.snapshots().delete(id));
        }
      }
      return List.copyOf(left);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Set<String> images(PublishState run) {
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

  private Set<String> snapshots(PublishState run) {
    if (run.snapshotId() != null) {
      return Set.of(run.snapshotId());
    }
    try {
      return new LinkedHashSet<>(aws.snapshots().tagged(ResourceTags.ATTEMPT, run.attempt()));
    } catch (EnvironmentException e) {
      String tag = ResourceTags.ATTEMPT + "=" + run.attempt();
      leave(
          new LeftBehind(
              "a snapshot tagged " + tag + ", if it was started",
              String.valueOf(e.getMessage()),
              aws.cli(
                  "describe-snapshots --owner-ids self --filters Name=tag:"
                      + ResourceTags.ATTEMPT
                      + ",Values="
                      + run.attempt())));
      return Set.of();
    }
  }

  private void delete(String id, String command, Runnable call) {
    try {
      call.run();
      listener.undone(id);
    } catch (EnvironmentException e) {
      leave(new LeftBehind(id, String.valueOf(e.getMessage()), aws.cli(command)));
    }
  }

  private void leave(LeftBehind resource) {
    left.add(resource);
    listener.leftBehind(resource);
  }
}
