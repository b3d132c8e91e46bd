package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * Asks a guest several questions at once, each again and again until it is answered as expected.
 * Closing it ends that at once, whatever the guest does.
 */
public final class ProbeSession implements AutoCloseable {

  /**
   * A guest that is not up yet loses what it is sent, and it is sent again by and by only: new
   * attempts find out sooner. They become longer until they have the probe's own patience.
   */
  private static final Duration FIRST_PATIENCE = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Map<Probe, Asker> askers = new LinkedHashMap<>();
  private final BiConsumer<Probe, Answer> listener;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Creates one that asks nothing yet.
   *
   * @param listener takes each answer, called by threads of the session
   * @throws ProblemException if one of them can't be asked
   */
  public ProbeSession(List<Probe> probes, BiConsumer<Probe, Answer> listener) {
    probes.forEach(probe -> askers.put(probe, Asker.of(probe)));
    this.listener = listener;
  }

  /**
   * Begins to ask.
   *
   * @param port tells the port of 127.0.0.1 that leads to what is probed
   */
  public void start(ToIntFunction<Probe> port) {
    askers.forEach(
        (probe, asker) -> {
          Thread thread =
              new Thread(() -> ask(probe, asker, port), "ec2-unikernel-probe-" + probe.port());
          thread.setDaemon(true);
          threads.add(thread);
          thread.start();
        });
  }

  private void ask(Probe probe, Asker asker, ToIntFunction<Probe> port) {
    try {
      int number = port.applyAsInt(probe);
      Duration patience = firstPatience(probe);
      while (!Thread.currentThread().isInterrupted()) {
        Answer answer = ask(asker, number, patience);
        listener.accept(probe, answer);
        if (answer.kind() == Answer.Kind.RIGHT) {
          return;
        }
        patience = shorter(patience.multipliedBy(2), probe.patience());
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is over
    } catch (ProblemException e) {
      listener.accept(probe, Answer.unaskable("it can't be asked: " + e.getMessage()));
    }
  }

  /** What a guest sends may be more than an expression can bear. */
  private static Answer ask(Asker asker, int port, Duration patience) throws InterruptedException {
    try {
      return asker.ask(port, patience);
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return Answer.wrong("what it replied can't be compared with what is expected: " + e);
    }
  }

  /** An answer that may take some time is given that time at once. */
  private static Duration firstPatience(Probe probe) {
    Duration within = probe instanceof HttpProbe http ? http.within() : null;
    boolean slow = within != null && within.compareTo(FIRST_PATIENCE) > 0;
    return slow ? probe.patience() : shorter(FIRST_PATIENCE, probe.patience());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
