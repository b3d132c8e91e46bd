package io.github.ec2unikernel.harness.localec2;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The newest {@value #MOST} calls of one endpoint, in the order in which they ended. */
public final class CallLog {

  /** How many calls are kept; a local EC2 that runs for days must not fill its memory. */
  public static final int MOST = 10_000;

  private final Queue<Call> calls = new ArrayDeque<>();

  CallLog() {}

  /** Returns the calls that are kept. */
  public synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  /** Returns the calls of an action that are kept. */
  public List<Call> of(String action) {
    return all().stream().filter(call -> call.action().equals(action)).toList();
  }

  synchronized void add(Call call) {
    if (calls.size() == MOST) {
      calls.remove();
    }
    calls.add(call);
  }
}
