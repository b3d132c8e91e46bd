package io.github.ec2unikernel.plugin.publish;

import java.util.List;
import java.util.function.Predicate;

/**
 * Where a run that was killed, or could not undo its work, has left something, and what.
 *
 * @param attempt the run's own id, a tag of all it made
 * @param place where it published
 * @param resources what it made, in that order
 */
public record UnfinishedRun(String attempt, Place place, List<Resource> resources) {

  /** Takes a copy; a file without the list has none. */
  public UnfinishedRun {
    resources = resources == null ? List.of() : List.copyOf(resources);
  }

  /** Returns the part of it in some regions. */
  UnfinishedRun where(Predicate<String> region) {
    return new UnfinishedRun(
        attempt, place, resources.stream().filter(it -> region.test(it.region())).toList());
  }
}
