package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.publish.PublishState.Pending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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

  /** Deletes the run's image and snapshots, and returns what it could not delete. */
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

  /** Returns the EC2 command that finds what a run may have created. */
  static String searching(String attempt, Pending what) {
    String command =
        what == Pending.IMAGE
            ? "describe-images --owners self"
            : "describe-snapshots --owner-ids self";
    return command + " --filters Name=tag:" + ResourceTags.ATTEMPT + ",Values=" + attempt;
  }

  /** Returns the words for what a run may have created, whose id is not known. */
  static String somethingOf(String attempt, Pending what) {
    String tagged = " tagged " + ResourceTags.ATTEMPT + "=" + attempt;
    return what == Pending.IMAGE
        ? "an image" + tagged + ", if it was registered"
        : "a snapshot" + tagged + ", if it was started";
  }

  private Set<String> images(UnfinishedRun run) {
    if (run.imageId() != null) {
      return Set.of(run.imageId());
    }
    // RegisterImage may have worked although its answer never came.
    return run.pending() == Pending.IMAGE
        ? search(
            run,
            Pending.IMAGE,
            () ->
                aws.images().tagged(ResourceTags.ATTEMPT, run.attempt()).stream()
                    .map(ImageRecord::id)
                    .toList())
        : Set.of();
  }

  private Set<String> snapshots(UnfinishedRun run) {
    List<String> lastFirst = new ArrayList<>(run.snapshotIds());
    Collections.reverse(lastFirst);
    Set<String> ids = new LinkedHashSet<>(lastFirst);
    if (run.pending() == Pending.SNAPSHOT) {
      ids.addAll(
          search(
              run,
              Pending.SNAPSHOT,
              () -> aws.snapshots().tagged(ResourceTags.ATTEMPT, run.attempt())));
    }
    return ids;
  }

  private Set<String> search(UnfinishedRun run, Pending what, Supplier<List<String>> call) {
    try {
      return new LinkedHashSet<>(call.get());
    } catch (EnvironmentException e) {
      leave(
          new LeftBehind(
              somethingOf(run.attempt(), what),
              String.valueOf(e.getMessage()),
              aws.cli(searching(run.attempt(), what))));
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
