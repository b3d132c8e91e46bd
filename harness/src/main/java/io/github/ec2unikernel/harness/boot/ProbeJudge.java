package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.probe.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what a guest answered last to each probe, or why nothing came. */
final class ProbeJudge {

  private record Last(Answer answer, Duration at) {}

  private final Map<Probe, @Nullable Last> last = new LinkedHashMap<>();

  ProbeJudge(List<Probe> probes) {
    probes.forEach(probe -> last.put(probe, null));
  }

  /**
   * Takes an answer. Silence after a wrong answer says less than that, and is not kept.
   *
   * @return what it came to, if it is another kind of answer than the one before
   */
  Optional<ProbeResult> answer(Probe probe, Answer answer, Duration now) {
    Answer.Kind before = kind(last.get(probe));
    if (answer.kind() == Answer.Kind.NONE && before != Answer.Kind.NONE) {
      return Optional.empty();
    }
    last.put(probe, new Last(answer, now));
    return answer.kind() == before ? Optional.empty() : Optional.of(result(probe));
  }

  /** Tells whether every probe was answered as expected. */
  boolean allPassed() {
    return awaited().isEmpty();
  }

  /** Tells whether a probe was answered, but not as expected. */
  boolean isWrong() {
    return awaited()
        .map(last::get)
        .map(it -> it.answer().kind() == Answer.Kind.WRONG)
        .orElse(false);
  }

  /**
   * Returns the probe that matters most of those that failed: one that can't be asked, a wrongly
   * answered one, one without an answer.
   */
  private Optional<Probe> awaited() {
    return first(Answer.Kind.UNASKABLE)
        .or(() -> first(Answer.Kind.WRONG))
        .or(() -> first(Answer.Kind.NONE));
  }

  private Optional<Probe> first(Answer.Kind kind) {
    return last.entrySet().stream()
        .filter(each -> kind(each.getValue()) == kind)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Answer.Kind kind(@Nullable Last last) {
    return last == null ? Answer.Kind.NONE : last.answer().kind();
  }

  /** Returns what is wrong with the probe that failed, with its last answer. */
  String failure() {
    return awaited().map(probe -> probe.words() + ": " + result(probe).detail()).orElse("");
  }

  /** Returns what came of each, in their order. */
  List<ProbeResult> results() {
    return last.keySet().stream().map(this::result).toList();
  }

  private ProbeResult result(Probe probe) {
    Last known = last.get(probe);
    return known == null
        ? new ProbeResult(probe.words(), false, Duration.ZERO, "it was not asked")
        : new ProbeResult(
            probe.words(),
            known.answer().kind() == Answer.Kind.RIGHT,
            known.at(),
            known.answer().detail());
  }

  /** Returns how many passed, for the end of a sentence. */
  String countPassed() {
    int count = last.size();
    return count == 0
        ? ""
        : ", and "
            + (count == 1 ? "the probe was" : "all " + count + " probes were")
            + " answered as expected";
  }
}
