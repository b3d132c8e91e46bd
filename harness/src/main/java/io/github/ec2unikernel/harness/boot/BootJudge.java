package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.LineJudge;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comes to a verdict from what the guest and what runs it tell; it reads no clock of its own. */
final class BootJudge {

  /** A machine that is at its end can't be asked; that it ended comes later, and says more. */
  private static final Duration FOR_THE_END = Duration.ofSeconds(2);

  private final Expectations expectations;
  private final Duration forGuest;
  private final HostNames names;
  private final ToolstackWatch toolstack;
  private Duration launched = Duration.ZERO;
  private final LineJudge lines;
  private final ProbeJudge probes;
  private final EndJudge ends;
  private final LineNotes notes = new LineNotes();
  private final LoaderWatch boot;
  private final HangWatch hang;
  private @Nullable Duration started;
  private @Nullable Duration handedOver;
  private @Nullable Duration allMet;
  private @Nullable Duration unaskable;
  private @Nullable Integer shutDown;
  private final DrainWatch console = new DrainWatch();
  private @Nullable Judgement failure;
  private boolean hangs;
  private boolean machineEnded;

  /**
   * Creates one that knows nothing yet.
   *
   * @param boot reads what the boot loader prints
   * @param forGuest how long the backend may take until the guest runs
   * @param names what the backend is called in messages
   */
  BootJudge(Expectations expectations, LoaderWatch boot, Duration forGuest, HostNames names) {
    this.names = names;
    this.toolstack = new ToolstackWatch(names.host());
    this.expectations = expectations;
    this.forGuest = forGuest;
    this.boot = boot;
    this.lines = new LineJudge(expectations);
    this.probes = new ProbeJudge(expectations.probes());
    this.ends = new EndJudge(expectations, lines, probes);
    this.hang = new HangWatch(expectations.timeout());
  }

  /** Takes an event that came at {@code now}, counted from the start of the machine. */
  void event(GuestEvent event, Duration now) {
    if (event instanceof GuestEvent.Unpaused) {
      started = now;
      if (!boot.isPresent()) {
        handedOver(now);
      }
    } else if (event instanceof GuestEvent.LoaderStarted) {
      boot.startedByFirmware();
    } else if (event instanceof GuestEvent.HandedOver) {
      handedOver(now);
    } else if (event instanceof GuestEvent.State state) {
      hang.answer(state, now);
    } else if (event instanceof GuestEvent.ShutDown down) {
      shutDown = down.reason();
    } else if (event instanceof GuestEvent.Drained drained) {
      console.drained(drained.bytes());
    } else {
      failure = toolstack.event(event).orElse(failure);
    }
  }

  /** Tells whether the kernel is known to have the machine, or to have had it. */
  boolean hasHandedOver() {
    return boot.isOver();
  }

  private boolean handedOver(Duration now) {
    if (handedOver == null) {
      handedOver = now;
      boot.handedOver();
      lines.started(now);
    }
    return !hasEnded();
  }

  /**
   * Takes a whole line of the guest's console.
   *
   * @return whether it is the first by which the kernel shows that it runs
   */
  boolean line(String line, Duration now) {
    boolean first = boot.line(line, now) && handedOver(now);
    lines.line(line, now);
    noteMet(now);
    notes.nextLine();
    return first;
  }

  /**
   * Takes a line that is not ended yet.
   *
   * @return whether it is the first by which the kernel shows that it runs
   */
  boolean partial(String line, Duration now) {
    int before = lines.met();
    lines.partial(line, now);
    noteMet(now);
    return boot.partial(line, lines.met() > before, now) && handedOver(now);
  }

  /** The guest printed something, whole lines or not. */
  void output(Duration now) {
    hang.output(now);
  }

  /** Tells whether the guest is to be asked what it does; that it is so is told once. */
  boolean asksState(Duration now) {
    return started != null && shutDown == null && hang.asks(started, now);
  }

  /** The guest can't be asked. */
  void hasNoState(Duration now) {
    hang.hasNoAnswer(now);
  }

  private void noteMet(Duration now) {
    notes.note(lines.met(), lines.offender().isPresent(), now);
    if (allMet == null && lines.allMet() && probes.allPassed()) {
      allMet = now;
    }
  }

  /**
   * Tells whether a kernel has the machine, or may have it: a silent one off a disk is not told.
   */
  boolean kernelMayRun() {
    return boot.mayBeOver() && shutDown == null;
  }

  /**
   * Takes what the guest answered to a probe.
   *
   * @return what that came to, if it is another kind of answer than the one before
   */
  Optional<ProbeResult> answer(Probe probe, Answer answer, Duration now) {
    if (answer.kind() == Answer.Kind.UNASKABLE && unaskable == null) {
      unaskable = now;
    }
    Optional<ProbeResult> news = probes.answer(probe, answer, now);
    if (probes.allPassed() && kernelMayRun() && !boot.hasFailed()) {
      handedOver(now); // as no boot loader answers
    }
    noteMet(now);
    return news;
  }

  /** Returns what came of each probe. */
  List<ProbeResult> probeResults() {
    return probes.results();
  }

  /** Returns what came of each line that was expected, forbidden or counted. */
  List<LineResult> lineResults() {
    return Stream.of(notes.results(expectations, lines.offender()), lines.counts())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns how many of the expected lines have come. */
  int linesMet() {
    return lines.met();
  }

  /** Returns what the toolstack said of the guest, its first lines. */
  List<String> toolstackLines() {
    return toolstack.lines();
  }

  /** What runs the guest ended, though nobody asked it to. */
  void machineEnded(String output) {
    machineEnded = true;
    failure = new Judgement(Verdict.ERROR, names.program() + " ended by itself: " + output);
  }

  /**
   * Returns the verdict as soon as there is one.
   *
   * @param received how many bytes of the console have been looked at
   */
  Optional<Judgement> judge(Duration now, long received) {
    if (failure != null) {
      return Optional.of(failure);
    }
    if (started != null && shutDown == null) {
      lines.look(now);
    }
    if (lines.offence().isPresent()) {
      return Optional.of(new Judgement(Verdict.FAILURE, lines.offence().get()));
    }
    if (shutDown != null) {
      return whenDrained(shutDown, now, received);
    }
    if (started == null) {
      return now.minus(launched).compareTo(forGuest) > 0
          ? Optional.of(
              new Judgement(
                  Verdict.ERROR,
                  names.host() + " did not start a guest within " + EndJudge.seconds(forGuest)))
          : Optional.empty();
    }
    return running(started, now);
  }

  /** The machine was launched, from when on it is waited for its guest. */
  void launched(Duration now) {
    launched = now;
  }

  /** Tells whether the guest or what runs it has ended. */
  boolean hasEnded() {
    return shutDown != null || failure != null;
  }

  /** Tells whether the guest has ended and all it printed has been looked at. */
  boolean hasWholeConsole(long received) {
    return console.isWhole(received);
  }

  private Optional<Judgement> whenDrained(int reason, Duration now, long received) {
    if (console.isAwaited(received, now)) {
      return Optional.empty();
    }
    Judgement judgement = ended(reason);
    String missing = console.isWhole(received) ? "" : " (the end of its console is missing)";
    return Optional.of(new Judgement(judgement.verdict(), judgement.reason() + missing));
  }

  private Judgement ended(int code) {
    boolean poweredOff = EndState.ofShutdown(code) == EndState.POWERED_OFF;
    if ((poweredOff && !boot.mayBeOver()) || boot.hasFailed()) {
      return loaderFailure();
    }
    Judgement judgement = ends.ended(code, boot.unheard());
    return boot.isOver()
        ? judgement
        : new Judgement(judgement.verdict(), judgement.reason() + said());
  }

  private Judgement loaderFailure() {
    return new Judgement(Verdict.FAILURE, "the boot loader started no kernel" + said());
  }

  private String said() {
    return boot.said().map(line -> "; it said: " + line).orElse("");
  }

  private Optional<Judgement> running(Duration since, Duration now) {
    if (unaskable != null) {
      return now.minus(unaskable).compareTo(FOR_THE_END) < 0
          ? Optional.empty()
          : Optional.of(new Judgement(Verdict.ERROR, probes.failure()));
    }
    if (boot.hasGivenUp(now)) {
      return Optional.of(loaderFailure());
    }
    if (handedOver != null && lines.allMet() && probes.allPassed() && expectations.end().mayRun()) {
      Duration from = allMet != null && allMet.compareTo(handedOver) > 0 ? allMet : handedOver;
      return now.minus(from).compareTo(expectations.grace()) < 0
          ? Optional.empty()
          : Optional.of(ends.running());
    }
    if (now.minus(since).compareTo(expectations.timeout()) < 0 || hang.isPending(now)) {
      return Optional.empty();
    }
    hangs = hang.isSilent(now);
    return Optional.of(
        handedOver == null && !probes.isWrong()
            ? new Judgement(
                Verdict.TIMEOUT,
                boot.silence() + " within " + EndJudge.seconds(expectations.timeout()) + said())
            : ends.timeIsOver(hangs, hang.words()));
  }

  /** Returns the state that the guest is in, once there is a verdict. */
  EndState endState() {
    if (shutDown != null) {
      return EndState.ofShutdown(shutDown);
    }
    if (started == null || machineEnded) {
      return EndState.UNKNOWN;
    }
    return hangs ? EndState.HUNG : EndState.RUNNING;
  }
}
