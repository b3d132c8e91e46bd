package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is and what it has made, as state.json keeps it.
 *
 * @param phase how far it is
 * @param attempt what it publishes
 * @param place where
 * @param disks the disk and the volumes beside it
 * @param resources what it has made or is making, in that order
 * @param imageId the AMI, once there is one
 * @param reused whether the AMI was there before
 * @param leftBehind earlier runs whose leftovers could not be deleted yet
 */
public record PublishState(
    Phase phase,
    Attempt attempt,
    Place place,
    List<DiskState> disks,
    List<Resource> resources,
    @Nullable String imageId,
    boolean reused,
    List<UnfinishedRun> leftBehind) {

  /** Takes copies; a file without the lists has none. */
  public PublishState {
    disks = disks == null ? List.of() : List.copyOf(disks);
    resources = resources == null ? List.of() : List.copyOf(resources);
    leftBehind = leftBehind == null ? List.of() : List.copyOf(leftBehind);
  }

  /** How far a run is. */
  public enum Phase {
    /** It works; or it was killed, and another run can go on with what it made. */
    RUNNING,
    /** It deletes what it made; or was killed at that. */
    UNDOING,
    /** The AMI is available. */
    PUBLISHED,
    /** It failed, and deleted what it had made. */
    UNDONE,
    /** It failed, and could not delete all that it had made. */
    LEFT_BEHIND
  }

  /** Returns the state of a run that has made nothing yet. */
  static PublishState begin(Attempt attempt, Place place, List<DiskSource> disks) {
    return new PublishState(
        Phase.RUNNING,
        attempt,
        place,
        disks.stream().map(DiskState::of).toList(),
        List.of(),
        null,
        false,
        List.of());
  }

  /** Returns the state with those earlier runs to remember. */
  PublishState behind(List<UnfinishedRun> left) {
    return new PublishState(phase, attempt, place, disks, resources, imageId, reused, left);
  }

  /** Returns all runs of which something may be left, this one among them if it is unfinished. */
  List<UnfinishedRun> unfinished() {
    List<UnfinishedRun> runs = new ArrayList<>(leftBehind);
    if (phase == Phase.RUNNING || phase == Phase.UNDOING || phase == Phase.LEFT_BEHIND) {
      runs.add(run());
    }
    return runs;
  }

  /** Returns what there is to undo of this run. */
  UnfinishedRun run() {
    return new UnfinishedRun(attempt.id(), place, resources);
  }

  /** Returns the newest resource of that purpose, made or about to be. */
  @Nullable Resource resource(Resource.Kind kind, String region, @Nullable String disk) {
    return resources.stream()
        .filter(it -> it.isSlotOf(kind, region, disk))
        .reduce((before, after) -> after)
        .orElse(null);
  }

  /**
   * Returns the state with a resource in place of the newest one of the same purpose, or at the end
   * if there is none or a different one, which has to be deleted as well.
   */
  PublishState with(Resource resource) {
    List<Resource> all = new ArrayList<>(resources);
    Resource before = resource(resource.kind(), resource.region(), resource.disk());
    if (before == null || before.isOtherThan(resource)) {
      all.remove(resource);
      all.add(resource);
    } else {
      all.set(all.indexOf(before), resource);
    }
    return new PublishState(phase, attempt, place, disks, all, imageId, reused, leftBehind);
  }

  /** Returns the state without some resources. */
  PublishState without(List<Resource> gone) {
    List<Resource> rest = resources.stream().filter(it -> !gone.contains(it)).toList();
    return new PublishState(phase, attempt, place, disks, rest, imageId, reused, leftBehind);
  }

  /** Returns the state with the account's id, if it is known. */
  PublishState in(@Nullable String account) {
    return new PublishState(
        phase, attempt, place.in(account), disks, resources, imageId, reused, leftBehind);
  }

  /** Returns the state with the disks' snapshots, by the disks' names. */
  PublishState with(Map<String, Snapshot> snapshots) {
    List<DiskState> all =
        disks.stream()
            .map(
                disk -> {
                  Snapshot snapshot = snapshots.get(disk.name());
                  return snapshot == null ? disk : disk.with(snapshot);
                })
            .toList();
    return new PublishState(phase, attempt, place, all, resources, imageId, reused, leftBehind);
  }

  /** Returns the state with its AMI. */
  PublishState registered(String ami) {
    return new PublishState(phase, attempt, place, disks, resources, ami, reused, leftBehind);
  }

  /** Returns the state of a run with the first region's image, made or found. */
  PublishState primary(MachineImage image) {
    return new PublishState(
            phase,
            attempt.named(image.name()),
            place,
            disks,
            resources,
            image.id(),
            image.reused(),
            leftBehind)
        .with(image.byName());
  }

  /** Returns the state in another phase. */
  PublishState in(Phase other) {
    return new PublishState(other, attempt, place, disks, resources, imageId, reused, leftBehind);
  }

  /** Returns what the run has made and the image does not need. */
  private List<Resource> needless() {
    return resources.stream()
        .filter(
            it ->
                switch (it.kind()) {
                  case OBJECT, IMPORT -> it.id() != null;
                  case SNAPSHOT, IMAGE -> !it.equals(resource(it.kind(), it.region(), it.disk()));
                  case SHARE -> false;
                })
        .toList();
  }

  /**
   * Returns the state of a run that has ended; undone, it has nothing to name, and published, it
   * leaves to a later run what is not needed.
   */
  PublishState ended(Phase how, Instant when) {
    List<Resource> needless = needless();
    if (how == Phase.PUBLISHED && !needless.isEmpty()) {
      List<UnfinishedRun> left = new ArrayList<>(leftBehind);
      left.add(new UnfinishedRun(attempt.id(), place, needless));
      return without(needless).behind(left).ended(how, when);
    }
    boolean undone = how == Phase.UNDONE;
    return new PublishState(
        how,
        attempt.ended(when),
        place,
        undone ? disks.stream().map(DiskState::without).toList() : disks,
        undone ? List.of() : resources,
        undone ? null : imageId,
        reused,
        leftBehind);
  }
}
