package io.github.ec2unikernel.plugin.inspect;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.launch.LaunchAnswer;
import io.github.ec2unikernel.harness.launch.LaunchTable;
import io.github.ec2unikernel.harness.launch.Outcome;
import io.github.ec2unikernel.harness.model.BootWay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what a kernel launches on into lines, hypervisors of one answer in one. */
final class LaunchLines {

  private LaunchLines() {}

  /** Returns the lines. */
  static List<String> of(Triage triage) {
    Map<BootWay, Map<String, List<String>>> ways = new LinkedHashMap<>();
    for (LaunchAnswer answer : LaunchTable.answers(triage)) {
      ways.computeIfAbsent(answer.way(), way -> new LinkedHashMap<>())
          .computeIfAbsent(text(answer), text -> new ArrayList<>())
          .add(answer.hypervisor().text());
    }
    if (ways.isEmpty()) {
      return List.of("  nothing: it boots by none of these ways");
    }
    List<String> lines = new ArrayList<>();
    ways.forEach(
        (way, answers) -> {
          String[] name = {way.id()};
          answers.forEach(
              (text, hypervisors) -> {
                lines.add(
                    "  %-11s %-15s %s".formatted(name[0], String.join(", ", hypervisors), text));
                name[0] = "";
              });
        });
    return List.copyOf(lines);
  }

  private static String text(LaunchAnswer answer) {
    String drivers = drivers(answer);
    String text =
        answer.outcome().text()
            + (drivers == null ? "" : " (" + drivers + ")")
            + ": "
            + answer.reason();
    return answer.outcome() == Outcome.NEVER ? text : text + "; " + answer.evidenceText();
  }

  private static @Nullable String drivers(LaunchAnswer answer) {
    return answer.outcome() == Outcome.LAUNCHES ? answer.disk() + ", " + answer.network() : null;
  }
}
