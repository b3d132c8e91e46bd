package io.github.ec2unikernel.plugin.publish.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The verdicts of many trials, told on the console as they come and summed up at the end. */
final class Table {

  private final List<Verdict> verdicts = new ArrayList<>();
  private final Map<Deployment, Integer> calls = new EnumMap<>(Deployment.class);

  void recorded(Deployment deployment, int count) {
    calls.put(deployment, count);
    System.out.println(deployment + ": " + count + " calls");
  }

  void add(Verdict verdict) {
    verdicts.add(verdict);
    System.out.println(verdict.line());
  }

  List<Verdict> red() {
    return verdicts.stream().filter(verdict -> !verdict.isGreen()).toList();
  }

  /** Prints calls x faults, and how many of each are green. */
  void printSums() {
    for (Map.Entry<Deployment, Integer> each : calls.entrySet()) {
      StringBuilder line = new StringBuilder();
      line.append(String.format("%-8s %3d calls ", each.getKey(), each.getValue()));
      for (Trouble trouble : Trouble.values()) {
        List<Verdict> column =
            verdicts.stream()
                .filter(it -> it.trial().deployment() == each.getKey())
                .filter(it -> it.trial().trouble() == trouble)
                .toList();
        long green = column.stream().filter(Verdict::isGreen).count();
        line.append(String.format("| %s %d/%d ", trouble, green, column.size()));
      }
      System.out.println(line);
    }
    long millis = verdicts.stream().mapToLong(Verdict::millis).sum();
    System.out.printf(
        "%d trials, %d green, %d red, %d s%n",
        verdicts.size(), verdicts.size() - red().size(), red().size(), millis / 1000);
  }
}
