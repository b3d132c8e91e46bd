package io.github.ec2unikernel.harness.localec2;

import java.util.ArrayList;
import java.util.List;

/** The faults of one endpoint. */
public final class Faults {

  private final List<Counted> counted = new ArrayList<>();

  Faults() {}

  /** Makes a fault happen to calls that come from now on. */
  public synchronized void inject(Fault fault) {
    counted.add(new Counted(fault));
  }

  /** Takes all faults back. */
  public synchronized void clear() {
    counted.clear();
  }

  /** Counts a call and returns the faults that happen to it. */
  synchronized List<Fault> due(String action) {
    return counted.stream().filter(c -> c.happensTo(action)).map(c -> c.fault).toList();
  }

  private static final class Counted {

    private final Fault fault;
    private int calls;

    Counted(Fault fault) {
      this.fault = fault;
    }

    boolean happensTo(String action) {
      if (!action.equals(fault.action())) {
        return false;
      }
      calls++;
      return calls >= fault.nth() && calls < fault.nth() + fault.times();
    }
  }
}
