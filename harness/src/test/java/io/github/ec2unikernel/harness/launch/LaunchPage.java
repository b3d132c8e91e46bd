package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The launch table as README shows it, between two marks. */
final class LaunchPage {

  static final String BEGIN = "<!-- launch table: written by LaunchPageTest -->";
  static final String END = "<!-- end of the launch table -->";

  private LaunchPage() {}

  /** Returns the lines between the marks. */
  static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| boot way | Xen PV | Xen HVM | Nitro |");
    lines.add("|---|---|---|---|");
    for (BootWay way : BootWay.values()) {
      lines.add(
          "| `"
              + way.id()
              + "` | "
              + Arrays.stream(Hypervisor.values())
                  .map(
                      hypervisor ->
                          LaunchTable.rule(way, hypervisor)
                              .map(answer -> "no: " + answer.reason())
                              .orElse("by the kernel, below"))
                  .collect(Collectors.joining(" | "))
              + " |");
    }
    lines.add("");
    lines.add(
        "| boot way | kernel | on | what becomes of it | drivers | why | tested here | on EC2 |");
    lines.add("|---|---|---|---|---|---|---|---|");
    for (BootWay way : BootWay.values()) {
      rows(way, lines);
    }
    return String.join("\n", lines);
  }

  private static void rows(BootWay way, List<String> lines) {
    Map<String, Set<Producer.Name>> families = new LinkedHashMap<>();
    Map<String, Set<Hypervisor>> hypervisors = new LinkedHashMap<>();
    for (Producer.Name family : Producer.Name.values()) {
      for (Hypervisor hypervisor : Hypervisor.values()) {
        LaunchAnswer answer = LaunchTable.rows().get(new LaunchTable.Key(family, way, hypervisor));
        if (answer != null) {
          String rest = rest(answer);
          families.computeIfAbsent(rest, r -> EnumSet.noneOf(Producer.Name.class)).add(family);
          hypervisors.computeIfAbsent(rest, r -> EnumSet.noneOf(Hypervisor.class)).add(hypervisor);
        }
      }
    }
    families.forEach(
        (rest, names) ->
            lines.add(
                "| `"
                    + way.id()
                    + "` | "
                    + names.stream().map(LaunchPage::name).collect(Collectors.joining(", "))
                    + " | "
                    + Objects.requireNonNull(hypervisors.get(rest)).stream()
                        .map(Hypervisor::text)
                        .collect(Collectors.joining(", "))
                    + " | "
                    + rest
                    + " |"));
  }

  private static String name(Producer.Name family) {
    return family == Producer.Name.UNKNOWN ? "any other" : family.text();
  }

  private static String rest(LaunchAnswer answer) {
    String drivers =
        answer.disk().isEmpty() ? "not known" : answer.disk() + ", " + answer.network();
    return String.join(
        " | ",
        (answer.outcome() == Outcome.LAUNCHES ? "**launches**" : answer.outcome().text()),
        drivers.equals("none, none") ? "none" : drivers,
        answer.reason(),
        answer.here().isEmpty() ? "no" : answer.here(),
        answer.ec2().isEmpty() ? "nobody" : answer.ec2());
  }
}
