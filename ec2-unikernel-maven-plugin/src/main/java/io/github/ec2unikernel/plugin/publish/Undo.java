package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.DiskObject;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.ImportRecord;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes what a run made, last thing first, images before the snapshots they are made of. */
final class Undo {

  // AWS needs some seconds to end an import.
  private static final Duration CANCELLING = Duration.ofMinutes(1);

  private final AwsConnections connections;
  private final PublishListener listener;
  private final List<LeftBehind> left = new ArrayList<>();
  // Snapshots of images that could not be deregistered are in use.
  private final Set<String> regionsInUse = new HashSet<>();
  private final List<Resource> unseen = new ArrayList<>();
  private boolean foundAll = true;

  Undo(AwsConnections connections, PublishListener listener) {
    this.connections = connections;
    this.listener = listener;
  }

  /** Deletes all that the run made, and returns what it could not delete. */
  List<LeftBehind> undo(UnfinishedRun run) {
    // The SDK refuses to work for an interrupted thread, and this has to be done all the same.
    boolean interrupted = Thread.interrupted();
    try {
      for (Resource resource : lastFirst(run.resources())) {
        AwsConnection aws = connections.in(resource.region());
        ids(run, resource, aws).forEach(id -> delete(resource.made(id), aws));
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

  /** Returns what was about to be made and was not found, so that nobody knows whether it was. */
  List<Resource> unseen() {
    return List.copyOf(unseen);
  }

  /** Returns the resources in the order in which they are to be deleted. */
  static List<Resource> lastFirst(List<Resource> resources) {
    List<Resource> ordered = new ArrayList<>();
    for (Kind kind : List.of(Kind.SHARE, Kind.IMAGE, Kind.SNAPSHOT, Kind.IMPORT, Kind.OBJECT)) {
      for (int i = resources.size() - 1; i >= 0; i--) {
        if (resources.get(i).kind() == kind) {
          ordered.add(resources.get(i));
        }
      }
    }
    return ordered;
  }

  /** Returns the ids of what a resource stands for: what was made may never have been told. */
  private Set<String> ids(UnfinishedRun run, Resource resource, AwsConnection aws) {
    if (resource.id() != null) {
      return Set.of(resource.id());
    }
    try {
      Set<String> found = new LinkedHashSet<>(search(run, resource, aws));
      run.resources().stream().map(Resource::id).forEach(found::remove);
      if (found.isEmpty()) {
        unseen.add(resource);
      }
      return found;
    } catch (EnvironmentException e) {
      leave(
          ResourceCommands.leftBehind(
              resource, run.attempt(), String.valueOf(e.getMessage()), aws.target()));
      return Set.of();
    }
  }

  private static List<String> search(UnfinishedRun run, Resource resource, AwsConnection aws) {
    return switch (resource.kind()) {
      // They are known before they are made.
      case SHARE, OBJECT -> List.of();
      case IMPORT ->
          aws.imports().with(ResourceTags.ATTEMPT, run.attempt()).stream()
              .map(ImportRecord::id)
              .toList();
      case SNAPSHOT -> aws.snapshots().tagged(ResourceTags.ATTEMPT, run.attempt());
      case IMAGE ->
          aws.images().tagged(ResourceTags.ATTEMPT, run.attempt()).stream()
              .map(ImageRecord::id)
              .toList();
    };
  }

  private void delete(Resource resource, AwsConnection aws) {
    if (resource.kind() == Kind.SNAPSHOT && regionsInUse.contains(resource.region())) {
      leave(ResourceCommands.leftBehind(resource, "", "in use by the image", aws.target()));
      return;
    }
    String id = String.valueOf(resource.id());
    try {
      boolean found =
          switch (resource.kind()) {
            case SHARE ->
                aws.permissions().revoke(String.valueOf(resource.disk()), Grantee.split(id));
            case OBJECT -> aws.objects().delete(DiskObject.of(id));
            case IMPORT -> end(aws, id);
            case SNAPSHOT -> aws.snapshots().delete(id);
            case IMAGE -> aws.images().deregister(id);
          };
      if (found) {
        listener.undone(
            resource.kind() == Kind.SHARE ? resource.disk() + " shared with " + id : id);
      } else {
        foundAll = false;
      }
    } catch (EnvironmentException e) {
      if (resource.kind() == Kind.IMAGE) {
        regionsInUse.add(resource.region());
      }
      leave(
          ResourceCommands.leftBehind(resource, "", String.valueOf(e.getMessage()), aws.target()));
    }
  }

  /** Ends an import; one that was quicker has made a snapshot, which is deleted. */
  private static boolean end(AwsConnection aws, String task) {
    Optional<ImportRecord> ended = aws.imports().cancel(task, CANCELLING);
    Optional<String> snapshot = ended.map(ImportRecord::snapshotId);
    snapshot.ifPresent(id -> aws.snapshots().delete(id));
    return ended.isPresent();
  }

  private void leave(LeftBehind resource) {
    left.add(resource);
    listener.leftBehind(resource);
  }
}
