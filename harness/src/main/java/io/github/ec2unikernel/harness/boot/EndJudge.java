package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.LineJudge;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;

/** Compares the state that a kernel came to with what was expected of it. */
final class EndJudge {

  private final Expectations expectations;
  private final LineJudge lines;
  private final ProbeJudge probes;

  EndJudge(Expectations expectations, LineJudge lines, ProbeJudge probes) {
    this.probes = probes;
    this.expectations = expectations;
    this.lines = lines;
  }

  /**
   * Judges a guest that has ended.
   *
   * @param code Xen's shutdown code
   * @param noKernel says that no kernel is known to have run; empty if one is
   */
  Judgement ended(int code, String noKernel) {
    boolean kernelRan = noKernel.isEmpty();
    EndState state = EndState.ofShutdown(code);
    End end = expectations.end();
    if (kernelRan && lines.allMet() && probes.allPassed() && end.isMetBy(state)) {
      String how = end == End.REBOOT || end == End.CRASH ? ", as expected" : " by itself";
      return new Judgement(Verdict.SUCCESS, "the guest " + state.words() + how + countMet());
    }
    String what = "the guest " + state.words() + describe(state, code);
    if (!kernelRan || !lines.allMet()) {
      what += noKernel + (kernelRan ? soFar() : "");
    } else if (!probes.allPassed()) {
      what += " before it had answered as expected: " + probes.failure();
    } else if (end != End.ANY) {
      what += ", and was expected to " + end.words();
    }
    return new Judgement(verdict(state), what);
  }

  private static String describe(EndState state, int code) {
    return switch (state) {
      case REBOOTED -> " (which it would do for ever where it is started again, as on EC2)";
      case SUSPENDED, WATCHDOG, SOFT_RESET, OTHER -> " (Xen's shutdown code " + code + ")";
      default -> "";
    };
  }

  private static Verdict verdict(EndState state) {
    return switch (state) {
      case REBOOTED, CRASHED, WATCHDOG -> Verdict.CRASH;
      default -> Verdict.FAILURE;
    };
  }

  /** Judges a guest that has done all that was expected and stayed up for the grace time. */
  Judgement running() {
    return new Judgement(Verdict.SUCCESS, "the guest is running" + countMet());
  }

  /**
   * Judges a kernel whose time is over.
   *
   * @param hangs whether it is silent
   * @param activity since when it is silent, and what it does
   */
  Judgement timeIsOver(boolean hangs, String activity) {
    String within = " within " + seconds(expectations.timeout());
    String silence = hangs ? "; it is " + activity : "; it still prints";
    if (!lines.allMet()) {
      return new Judgement(
          Verdict.TIMEOUT,
          "the guest runs, but not all that was expected came" + within + soFar() + silence);
    }
    if (!probes.allPassed()) {
      return new Judgement(
          probes.isWrong() ? Verdict.FAILURE : Verdict.TIMEOUT,
          "the guest runs, but "
              + (probes.isWrong() ? "did not answer as expected" : "did not answer")
              + within
              + ": "
              + probes.failure());
    }
    if (expectations.end() == End.HANG && hangs) {
      return new Judgement(
          Verdict.SUCCESS, "the guest hangs, as expected: " + activity + countMet());
    }
    return new Judgement(
        Verdict.TIMEOUT, "the guest did not " + expectations.end().words() + within + silence);
  }

  private String soFar() {
    return lines
        .awaited()
        .map(
            what ->
                " before "
                    + what
                    + " came ("
                    + lines.met()
                    + " of "
                    + expectations.lines().size()
                    + " expected lines)")
        .orElse("");
  }

  private String countMet() {
    int count = expectations.lines().size();
    String came =
        count == 0
            ? ""
            : ", and "
                + (count == 1 ? "the expected line" : "all " + count + " expected lines")
                + " came";
    return came + probes.countPassed();
  }

  /** Returns a time in words: 3 s, 1.5 s. */
  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() / 1000.0 + " s";
  }
}
