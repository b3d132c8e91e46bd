package io.github.ec2unikernel.harness.localec2;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls of one endpoint, in the order in which they ended. */
public final class CallLog {

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  CallLog() {}

  /** Returns all calls so far. */
  public List<Call> all() {
    return List.copyOf(calls);
  }

  /** Returns the calls of an action so far. */
  public List<Call> of(String action) {
    return calls.stream().filter(call -> call.action().equals(action)).toList();
  }

  void add(Call call) {
    calls.add(call);
  }
}
