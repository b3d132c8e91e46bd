package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names the likely causes of a boot that went wrong; it needs nothing but what is known of it. */
public final class ConsoleDoctor {

  /** More than these only hide the first ones. */
  static final int MOST_FINDINGS = 3;

  private final CauseTable table = CauseTable.read();

  /** Creates one with the table of causes that comes with it. */
  public ConsoleDoctor() {}

  /**
   * Returns the likely causes, the likeliest first, at most three, each with a line of its own as
   * the evidence; none if nothing is known that looks so.
   */
  public List<Finding> examine(Symptoms symptoms) {
    List<String> suspicious =
        symptoms.lines().stream()
            .filter(line -> table.benign().stream().noneMatch(it -> it.matcher(line).find()))
            .toList();
    List<String> unwanted = suspicious.stream().filter(line -> !symptoms.isWanted(line)).toList();
    List<Finding> findings = new ArrayList<>();
    Set<String> evidence = new HashSet<>();
    for (Rule rule : table.rules()) {
      rule.examine(symptoms, rule.last() ? suspicious : unwanted)
          .filter(finding -> evidence.add(finding.evidence()))
          .ifPresent(findings::add);
    }
    AwaitedLine.examine(symptoms).ifPresent(findings::add);
    return List.copyOf(findings.subList(0, Math.min(MOST_FINDINGS, findings.size())));
  }
}
