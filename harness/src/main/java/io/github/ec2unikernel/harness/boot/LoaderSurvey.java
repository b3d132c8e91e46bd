package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.EntryOutcome;
import io.github.ec2unikernel.harness.disk.LoadedEntry;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.model.Printable;
import java.util.List;
import java.util.stream.Stream;

/** Tells what EC2's PV-GRUBs take from a disk, and what may turn out otherwise there. */
final class LoaderSurvey {

  private LoaderSurvey() {}

  /**
   * Tells a listener all that is known.
   *
   * @param resolutions what each generation does, the newest first, which boots
   */
  static void tell(List<Resolution> resolutions, BootListener listener) {
    Resolution newest = resolutions.get(0);
    for (Resolution each : resolutions) {
      boolean same = !each.equals(newest) && each.boots(newest);
      listener.resolved(
          Printable.of(same ? each.generation().label() + " takes the same" : each.summary()));
    }
    Stream<String> problems =
        newest.list().stream()
            .flatMap(list -> list.problems().stream())
            .map(problem -> newest.menu().orElseThrow() + " " + problem + ". " + problem.hint());
    Stream<String> failures =
        newest.outcomes().stream()
            .takeWhile(outcome -> outcome.loaded().isEmpty())
            .flatMap(outcome -> outcome.obstacle().stream())
            .map(obstacle -> "An earlier entry can't be loaded: " + obstacle.what());
    Stream<String> doubts =
        newest.booted().flatMap(EntryOutcome::loaded).map(LoadedEntry::doubts).stream()
            .flatMap(List::stream);
    Stream.of(problems, failures, doubts)
        .flatMap(each -> each)
        .map(Printable::of)
        .forEach(listener::warning);
  }
}
