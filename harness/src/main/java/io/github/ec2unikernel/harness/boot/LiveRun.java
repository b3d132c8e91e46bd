package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** The thread that boots a guest and stays with it, and what others learn from it. */
final class LiveRun implements Aftermath {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final CompletableFuture<GuestMachine> ready = new CompletableFuture<>();
  private final CompletableFuture<BootReport> ended = new CompletableFuture<>();
  private final Queue<CompletableFuture<BootReport>> asked = new ConcurrentLinkedQueue<>();
  private final LiveConsole console;
  private final Thread thread;
  private volatile boolean unwanted;

  private LiveRun(Function<Aftermath, BootReport> boot, LiveConsole console) {
    this.console = console;
    this.thread = new Thread(() -> run(boot), "ec2-unikernel-guest-" + COUNT.incrementAndGet());
    thread.setDaemon(true); // who forgets a guest does not keep the JVM, which ends it
  }

  /**
   * Boots in a thread of its own, and returns when the guest has done what was expected.
   *
   * @param boot boots, does what it is given with the guest, and reports
   * @param console is closed when nothing more comes
   */
  static LiveRun start(Function<Aftermath, BootReport> boot, LiveConsole console) {
    LiveRun live = new LiveRun(boot, console);
    live.thread.start();
    try {
      live.machine();
    } catch (ProblemException e) {
      live.close();
      throw e;
    }
    return live;
  }

  // All that goes wrong is thrown again where somebody waits for it.
  private void run(Function<Aftermath, BootReport> boot) {
    try {
      BootReport report = boot.apply(this);
      console.close();
      ended.complete(report);
      ready.completeExceptionally(new StartFailure(report).toProblem());
      answer(question -> question.complete(report));
    } catch (RuntimeException | Error e) {
      console.close();
      ended.completeExceptionally(e);
      ready.completeExceptionally(e);
      answer(question -> question.completeExceptionally(e));
    }
  }

  @Override
  public Judgement of(Followed guest) {
    if (guest.judgement().verdict() != Verdict.SUCCESS) {
      return guest.judgement();
    }
    GuestMachine machine = guest.machine();
    ready.complete(machine);
    return guest
        .run()
        .follow(
            guest.judgement(), machine::hasEnded, machine::lastLines, last -> goesOn(guest, last));
  }

  private boolean goesOn(Followed guest, Judgement last) {
    answer(question -> question.complete(guest.reporter().apply(last)));
    return !unwanted;
  }

  private void answer(Consumer<CompletableFuture<BootReport>> answer) {
    for (CompletableFuture<BootReport> each = asked.poll(); each != null; each = asked.poll()) {
      answer.accept(each);
    }
  }

  /** Returns what runs the guest, once it is ready. */
  GuestMachine machine() {
    return get(ready);
  }

  /** Returns a report of all there was so far. */
  BootReport report() {
    CompletableFuture<BootReport> question = new CompletableFuture<>();
    asked.add(question);
    if (ended.isDone()) {
      return get(ended);
    }
    return get(question);
  }

  /** Tells whether the guest's machine is there. */
  boolean isRunning() {
    return !ended.isDone();
  }

  /** Returns the last report if the guest ends in this time. */
  Optional<BootReport> awaitEnd(Duration time) {
    try {
      return Optional.of(ended.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Ends the guest, and returns when nothing is left of it. */
  void close() {
    unwanted = true;
    if (!ready.isDone()) {
      thread.interrupt(); // it looks whether the guest is wanted only once it is ready
    }
    ended.handle((report, failure) -> report).join();
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RuntimeException thrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static EnvironmentException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EnvironmentException(
        "interrupted while waiting for the guest", "Start it again.", e);
  }
}
