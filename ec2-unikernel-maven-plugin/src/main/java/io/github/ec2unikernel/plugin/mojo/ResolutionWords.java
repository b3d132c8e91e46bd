package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.disk.EntryOutcome;
import io.github.ec2unikernel.harness.disk.Resolution;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts into words what PV-GRUB boots.
 *
 * @param resolutions what each generation of it makes of the disk, the newest first
 */
record ResolutionWords(List<Resolution> resolutions) {

  /** Copies the list. */
  ResolutionWords {
    resolutions = List.copyOf(resolutions);
  }

  /** Says it of each generation, a line each. */
  List<String> lines() {
    Resolution newest = resolutions.get(0);
    return Stream.concat(
            Stream.of(newest.summary()),
            resolutions.stream()
                .skip(1)
                .map(
                    older ->
                        older.boots(newest)
                            ? older.generation().label() + " takes the same"
                            : older.summary()))
        .toList();
  }

  /** Says what of the newest one's may not be as it is meant. */
  List<String> doubts() {
    Resolution newest = resolutions.get(0);
    Stream<String> passedOver =
        newest.outcomes().stream()
            .takeWhile(outcome -> outcome.loaded().isEmpty())
            .flatMap(outcome -> outcome.obstacle().stream())
            .map(
                obstacle ->
                    "An entry that comes first can't be loaded: %s. %s"
                        .formatted(obstacle.what(), obstacle.hint()));
    Stream<String> loaded =
        newest.booted().flatMap(EntryOutcome::loaded).stream()
            .flatMap(entry -> entry.doubts().stream())
            .map(doubt -> doubt + ".");
    return Stream.concat(passedOver, loaded).toList();
  }
}
