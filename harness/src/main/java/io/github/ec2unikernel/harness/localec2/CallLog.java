package io.github.ec2unikernel.harness.localec2;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The calls of one endpoint in the order in which they ended, the newest {@value #MOST}. */
public final class CallLog {

  /** How many calls are kept; a local EC2 that runs for days must not fill its memory. */
  public static final int MOST = 10_000;

  private final Deque<Call> calls = new ArrayDeque<>();
  private boolean keepsAll;

  CallLog() {}

  /**
   * Keeps all calls from now on, and what they had to be allowed; who records whole deploys needs
   * the first as well.
   */
  public synchronized void keepAll() {
    keepsAll = true;
  }

  synchronized boolean keepsAll() {
    return keepsAll;
  }

  /** Forgets the calls that have ended. */
  public synchronized void clear() {
    calls.clear();
  }

  /** Returns the calls that are kept. */
  public synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  /** Returns the calls of an action that are kept. */
  public List<Call> of(String action) {
    return all().stream().filter(call -> call.action().equals(action)).toList();
  }

  /** Returns the first call that is like this, at once or when it has ended; none in time. */
  public synchronized Optional<Call> await(Predicate<Call> like, Duration time)
      throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      Optional<Call> found = calls.stream().filter(like).findFirst();
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (found.isPresent() || left <= 0) {
        return found;
      }
      wait(left);
    }
  }

  synchronized void add(Call call) {
    if (calls.size() >= MOST && !keepsAll) {
      calls.remove();
    }
    calls.add(call);
    notifyAll();
  }
}
