package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.console.LineAssembler;
import io.github.ec2unikernel.harness.console.TranscriptRecorder;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Printable;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One machine's life, from its start to the verdict, and to its end for who goes on; all looking
 * and judging is in one thread. Closed, it takes no more, and the machine's threads need not wait.
 */
final class BootRun implements AutoCloseable {

  /** How often the clock is looked at when nothing comes. */
  private static final Duration TICK = Duration.ofMillis(50);

  /** A line that has not gone on for this long is a prompt, and not one cut by our reading. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** What a failing guest may still say after what gave it away. */
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final BootJudge judge;
  private final ConsoleLog console;
  private final BootListener listener;
  private final LineAssembler lines;
  private final TranscriptRecorder recorder = new TranscriptRecorder();
  private final MachineNews news = new MachineNews();
  private final List<Phase> phases = new ArrayList<>();
  private final Instant started = Instant.now();
  private final long start = System.nanoTime();
  private long received;
  private Duration lastOutput = Duration.ZERO;
  private String begun = "";
  private Runnable whenKernelMayRun = () -> {};
  private Duration judged = Duration.ZERO;

  BootRun(BootJudge judge, ConsoleLog console, BootListener listener) {
    this.judge = judge;
    this.console = console;
    this.listener = listener;
    this.lines = new LineAssembler(this::line);
  }

  /** Returns what takes all that the machine's threads and the probes tell. */
  MachineNews news() {
    return news;
  }

  /** The machine is there; what it took until now, as a look at a saved one, is not its guest's. */
  void launched() {
    judge.launched(elapsed());
  }

  /** Does something once, in the thread that follows the machine, when its kernel may run. */
  void whenKernelMayRun(Runnable action) {
    whenKernelMayRun = action;
  }

  /** Does the same for a guest that can't be asked for its state. */
  Judgement await(BooleanSupplier gone, Supplier<String> log) {
    return await(gone, log, () -> false);
  }

  /**
   * Follows the machine until there is a verdict.
   *
   * @param gone tells whether the machine has ended
   * @param log gives the end of the machine's log
   * @param ask asks for the guest's state, and tells whether that can be done
   */
  Judgement await(BooleanSupplier gone, Supplier<String> log, BooleanSupplier ask) {
    try {
      Optional<Judgement> judgement = Optional.empty();
      while (judgement.isEmpty()) {
        if (judge.asksState(elapsed()) && !ask.getAsBoolean()) {
          judge.hasNoState(elapsed());
        }
        judgement = step(gone, log);
      }
      judged = elapsed();
      takeLastWords(judgement.get());
      return judgement.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Goes on after the verdict until the guest has ended, with all it printed.
   *
   * @param goesOn is asked in this thread, again and again, whether to go on after the last verdict
   * @return the last verdict
   */
  Judgement follow(
      Judgement first, BooleanSupplier gone, Supplier<String> log, Predicate<Judgement> goesOn) {
    try {
      Judgement last = first;
      boolean ended = judge.hasEnded();
      while (!ended && goesOn.test(last)) {
        Optional<Judgement> next = step(gone, log);
        last = next.orElse(last);
        ended = judge.hasEnded() && next.isPresent();
      }
      judged = elapsed();
      takeLastWords(last);
      return last;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Optional<Judgement> step(BooleanSupplier gone, Supplier<String> log)
      throws InterruptedException {
    take(TICK);
    if (gone.getAsBoolean() && news.isEmpty()) {
      judge.machineEnded(log.get());
    }
    if (judge.hasWholeConsole(received)) {
      lines.finish(); // the last line may have no end, and counts
    }
    return judge.judge(elapsed(), received);
  }

  private void takeLastWords(Judgement judgement) throws InterruptedException {
    if (judgement.verdict() != Verdict.SUCCESS) {
      Duration until = elapsed().plus(LAST_WORDS);
      while (elapsed().compareTo(until) < 0) {
        take(until.minus(elapsed()));
      }
    }
  }

  private static EnvironmentException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EnvironmentException("the boot was interrupted", "Run the build again.", e);
  }

  @Override
  public void close() {
    news.close();
    lines.finish();
  }

  private void take(Duration patience) throws InterruptedException {
    MachineNews.Item item = news.take(patience);
    if (item instanceof MachineNews.Event event) {
      take(event.event());
      if (judge.kernelMayRun()) {
        whenKernelMayRun.run();
        whenKernelMayRun = () -> {};
      }
    } else if (item instanceof MachineNews.Warning warning) {
      listener.warning(Printable.of(warning.what()));
    } else if (item instanceof MachineNews.Answered answered) {
      judge.answer(answered.probe(), answered.answer(), elapsed()).ifPresent(listener::probed);
    } else if (item instanceof MachineNews.Output output) {
      received += output.bytes().remaining();
      listener.printed(output.bytes().asReadOnlyBuffer());
      lines.accept(output.bytes());
      if (news.isEmpty()) {
        console.flush();
      }
      lastOutput = elapsed();
      judge.output(lastOutput);
    } else if (item == null && elapsed().minus(lastOutput).compareTo(QUIET) > 0) {
      partial(lines.partial());
    }
  }

  private void partial(String line) {
    if (judge.partial(line, elapsed())) {
      reached(PhaseNames.KERNEL_STARTED, elapsed());
    }
    if (!line.equals(begun)) {
      begun = line;
      listener.begun(line);
    }
  }

  private void take(GuestEvent event) {
    PhaseNames.of(event).ifPresent(name -> reached(name, elapsed()));
    judge.event(event, elapsed());
  }

  private void reached(String name, Duration at) {
    Phase phase = new Phase(name, at);
    phases.add(phase);
    listener.reached(phase);
  }

  private void line(String line) {
    Duration now = elapsed();
    begun = "";
    console.add(line);
    recorder.add(line, now);
    listener.line(line);
    if (judge.line(line, now)) {
      reached(PhaseNames.KERNEL_STARTED, now);
    }
  }

  /** Returns when it came how far. */
  Timeline timeline() {
    return new Timeline(started, phases, judged);
  }

  /**
   * Returns what the guest printed.
   *
   * @param file the file that holds all of it
   */
  Transcript transcript(Path file) {
    return recorder.transcript(file);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
