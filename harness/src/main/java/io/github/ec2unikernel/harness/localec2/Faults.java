package io.github.ec2unikernel.harness.localec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The faults of one endpoint. */
public final class Faults {

  private final List<Counting> faults = new ArrayList<>();

  Faults() {}

  /** Makes a fault happen to calls that come from now on. */
  public synchronized void inject(Fault fault) {
    faults.add(new Counting(fault));
  }

  /** Makes faults happen to calls that come from now on. */
  public void inject(List<Fault> several) {
    several.forEach(this::inject);
  }

  /** Takes all faults back. */
  public synchronized void clear() {
    faults.clear();
  }

  /** Counts a call and returns the faults that happen to it. */
  synchronized List<Fault> due(String service, String action, Map<String, String> parameters) {
    return faults.stream()
        .filter(f -> f.fault.calls().matches(service, action, parameters))
        .filter(f -> f.happensTo(action))
        .map(f -> f.fault)
        .toList();
  }

  private static final class Counting {

    private final Fault fault;
    private final Map<String, Long> byAction = new HashMap<>();
    private long calls;

    Counting(Fault fault) {
      this.fault = fault;
    }

    boolean happensTo(String action) {
      calls++;
      long ofAction = byAction.merge(action, 1L, Long::sum);
      // Chance counts each action by itself: parallel uploads then change nothing of the others.
      boolean chance = fault.occasion() instanceof Occasion.Chance;
      return fault.occasion().includes(action, chance ? ofAction : calls);
    }
  }
}
