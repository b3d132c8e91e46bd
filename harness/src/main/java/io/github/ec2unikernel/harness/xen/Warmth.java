package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import io.github.ec2unikernel.harness.xen.warm.SavedState;
import io.github.ec2unikernel.harness.xen.warm.StateCache;
import io.github.ec2unikernel.harness.xen.warm.StateKey;
import io.github.ec2unikernel.harness.xen.warm.UnfinishedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds saved machines that fit, and prepares others to be saved.
 *
 * @param cache where they are
 * @param keys the keys of a machine at the points where it may be saved
 * @param memory the machine's memory in MiB
 * @param directory where the memory of a machine that is saved lies
 * @param listener is told what can't be kept
 */
record Warmth(
    StateCache cache,
    Map<SavePoint, StateKey> keys,
    int memory,
    Path directory,
    MachineListener listener) {

  /** What is left free of a disk that a machine is saved on, in bytes. */
  private static final long MARGIN = 256L << 20;

  /**
   * Returns the one for a machine.
   *
   * @param command the machine
   * @param drives its disks
   * @param work what is done with it
   */
  static Warmth of(
      StateCache cache,
      XenCommand command,
      List<Drive> drives,
      XenWork work,
      MachineListener listener)
      throws IOException {
    List<String> machine = command.kind();
    Map<SavePoint, StateKey> keys = new EnumMap<>(SavePoint.class);
    keys.put(SavePoint.READY, StateKey.of(SavePoint.READY, machine));
    if (work.readsNoDisk()) {
      List<String> built = new ArrayList<>(machine);
      built.add(work.job().build());
      built.addAll(work.parts());
      drives.forEach(drive -> built.add(drive.name() + " " + drive.size()));
      keys.put(SavePoint.BUILT, StateKey.of(SavePoint.BUILT, built));
    }
    return new Warmth(cache, keys, command.memory(), command.directory(), listener);
  }

  /**
   * Returns the way to start from the latest point that a fitting machine was saved at.
   *
   * @param useless what was tried already
   */
  Startup startup(Set<StateKey> useless) {
    Optional<SavedState> built = find(SavePoint.BUILT, useless);
    if (built.isPresent()) {
      return new Startup(built.get(), Map.of(), Path.of(""));
    }
    Optional<SavedState> ready = find(SavePoint.READY, useless);
    return ready.isPresent() ? further(ready.get()) : cold();
  }

  private Optional<SavedState> find(SavePoint point, Set<StateKey> useless) {
    StateKey key = keys.get(point);
    if (key == null || useless.contains(key)) {
      return Optional.empty();
    }
    if (cache.refuses(key)) {
      listener.warning(
          "not started warm: a machine saved when it was "
              + point.id()
              + " did not work here within the last day. Remove "
              + cache.refusal(key)
              + " to try again.");
      return Optional.empty();
    }
    return cache.find(key);
  }

  /** A machine that was ready is saved once more when its guest is built, if that helps. */
  private Startup further(SavedState ready) {
    Map<SavePoint, UnfinishedState> saves = begin(SavePoint.BUILT);
    Path copy = directory.resolve(SavePoint.BUILT.id());
    try {
      if (!saves.isEmpty()) {
        ready.copyMemory(copy);
      }
      return new Startup(ready, saves, copy);
    } catch (IOException e) {
      notKept(e);
      Startup startup = new Startup(ready, saves, copy);
      startup.discard();
      return new Startup(ready, Map.of(), copy);
    }
  }

  private Startup cold() {
    Path file = directory.resolve(SavePoint.READY.id());
    return new Startup(null, begin(SavePoint.READY, SavePoint.BUILT), file);
  }

  private Map<SavePoint, UnfinishedState> begin(SavePoint... points) {
    Map<SavePoint, UnfinishedState> saves = new EnumMap<>(SavePoint.class);
    try {
      long size = (long) memory << 20;
      for (SavePoint point : points) {
        StateKey key = keys.get(point);
        if (key != null && !cache.refuses(key) && !cache.has(key)) {
          saves.put(point, cache.begin(key));
          requireRoom(cache.directory(), saves.size() * size);
        }
      }
      requireRoom(directory, saves.isEmpty() ? 0 : size);
      return saves;
    } catch (IOException e) {
      saves.values().forEach(UnfinishedState::close);
      notKept(e);
      return Map.of();
    }
  }

  /** Memory that is a file kills QEMU where the disk has no room for it. */
  private static void requireRoom(Path place, long bytes) throws IOException {
    long room = Files.getFileStore(place).getUsableSpace();
    if (bytes > 0 && room < bytes + MARGIN) {
      throw new IOException(
          "%s has %d MiB free, and it takes %d"
              .formatted(place, room >> 20, (bytes + MARGIN) >> 20));
    }
  }

  private void notKept(IOException e) {
    listener.warning("This machine can't be kept for later boots: " + e.getMessage());
  }

  /** Forgets a saved machine that is damaged. */
  void remove(SavedState state, String why) {
    cache.remove(state);
    listener.warning("A saved machine is damaged and made anew: " + why);
  }

  /**
   * Gives up a saved machine that does not work once it is restored, though it is whole.
   *
   * @param blamed whether that is kept in mind for a day, as it would not work if it were made anew
   */
  void refuse(SavedState state, String why, boolean blamed) {
    cache.remove(state);
    listener.warning("not started warm: a saved machine does not work here. " + why);
    try {
      if (blamed) {
        cache.refuse(state.key());
      }
    } catch (IOException e) {
      // the next boot finds out again
    }
  }
}
