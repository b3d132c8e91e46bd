package io.github.ec2unikernel.harness.launch;

import java.util.Comparator;
import java.util.List;

/** The order in which families are named: those that people know first, then by name. */
final class FamilyOrder implements Comparator<String> {

  private static final List<String> FIRST =
      List.of("t3", "m5", "c5", "r5", "t2", "m4", "c4", "r4", "t1", "m1", "m2", "m3", "c1", "c3");

  @Override
  public int compare(String one, String other) {
    return Comparator.<String>comparingInt(FamilyOrder::rank)
        .thenComparing(Comparator.naturalOrder())
        .compare(one, other);
  }

  private static int rank(String name) {
    int index = FIRST.indexOf(name);
    return index < 0 ? FIRST.size() : index;
  }
}
