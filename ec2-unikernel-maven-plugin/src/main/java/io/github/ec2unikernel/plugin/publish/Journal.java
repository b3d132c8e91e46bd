package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a run makes: that it is going to, and its id as soon as it is known. Threads may
 * share one.
 */
final class Journal {

  private final StateFile file;
  private PublishState state;

  private Journal(StateFile file, PublishState state) {
    this.file = file;
    this.state = state;
  }

  /** Starts a run's journal, or goes on with a killed one's, before anything is made. */
  static Journal begin(StateFile file, PublishState state) {
    file.write(state);
    return new Journal(file, state);
  }

  synchronized PublishState state() {
    return state;
  }

  /** Returns the id of a resource that this attempt has made already, before it was killed. */
  Optional<String> known(Kind kind, String region, @Nullable String disk) {
    return Optional.ofNullable(state().resource(kind, region, disk)).map(Resource::id);
  }

  /** Returns whether the run has made what has that id. */
  boolean hasMade(String id) {
    return state().resources().stream().anyMatch(resource -> id.equals(resource.id()));
  }

  /** Notes that a resource may exist from now on. */
  void intend(Kind kind, String region, @Nullable String disk) {
    keep(
        now ->
            now.resource(kind, region, disk) == null
                ? now.with(Resource.intended(kind, region, disk))
                : now);
  }

  /** Notes that a faulty resource is going to be deleted and made once more, under another id. */
  void again(Kind kind, String region, @Nullable String disk, String faulty) {
    keep(now -> now.with(Resource.replacing(kind, region, disk, faulty)));
  }

  /** Notes a resource's id. */
  void made(Kind kind, String region, @Nullable String disk, String id) {
    keep(
        now -> {
          PublishState next = now.with(Resource.intended(kind, region, disk).made(id));
          return kind == Kind.IMAGE && region.equals(now.place().region())
              ? next.registered(id)
              : next;
        });
  }

  /** Notes that every resource of a kind in a region has been noted by its disk and id. */
  void allMade(Kind kind, String region) {
    keep(
        now -> {
          Resource any = now.resource(kind, region, null);
          return any == null ? now : now.without(List.of(any));
        });
  }

  /** Notes that a resource has served, and is not there any more. */
  void gone(Kind kind, String region, @Nullable String disk) {
    keep(
        now -> {
          Resource any = now.resource(kind, region, disk);
          return any == null ? now : now.without(List.of(any));
        });
  }

  /** Notes that a part of what the run made is deleted, or to be deleted by a later run. */
  void withdrawn(UnfinishedRun part, boolean isLeft) {
    keep(
        now -> {
          List<UnfinishedRun> left = new ArrayList<>(now.leftBehind());
          if (isLeft) {
            left.add(part);
          }
          return now.without(part.resources()).behind(left);
        });
  }

  /** Notes whose account it is, if that is known. */
  void account(@Nullable String id) {
    keep(now -> now.in(id));
  }

  /** Notes the disks' snapshots, found or made. */
  void snapshots(Map<DiskSource, Snapshot> snapshots) {
    Map<String, Snapshot> byName = new TreeMap<>();
    snapshots.forEach((disk, snapshot) -> byName.put(disk.name(), snapshot));
    keep(now -> now.with(byName));
  }

  /** Notes the first region's image, made or found. */
  void primary(MachineImage image) {
    keep(now -> now.primary(image));
  }

  /** Notes that everything is going to be deleted: no later run may go on with it. */
  void undoing() {
    keep(now -> now.in(Phase.UNDOING));
  }

  void ended(Phase how) {
    keep(now -> now.ended(how, Instant.now()));
  }

  private synchronized void keep(UnaryOperator<PublishState> change) {
    PublishState next = change.apply(state);
    if (!Objects.equals(next, state)) {
      // Remembered first: if the disk is full, what is undone is still known.
      state = next;
      file.write(next);
    }
  }
}
