package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What launches on EC2: each family of kernels by each way on each hypervisor. What holds for all
 * families is a rule here, the rest are the rows of {@code launches.tsv}.
 */
public final class LaunchTable {

  private static final Map<Key, LaunchAnswer> ROWS = read();

  private LaunchTable() {}

  /** Returns what becomes of such a kernel there. */
  public static LaunchAnswer answer(Producer.Name family, BootWay way, Hypervisor hypervisor) {
    return rule(way, hypervisor)
        .or(() -> Optional.ofNullable(ROWS.get(new Key(family, way, hypervisor))))
        .orElseGet(
            () ->
                LaunchAnswer.byRule(
                    hypervisor,
                    way,
                    Outcome.UNKNOWN,
                    "no kernel of this family is known to boot by this way"));
  }

  /** Returns the answers for all hypervisors, in their order. */
  public static List<LaunchAnswer> answers(Producer.Name family, BootWay way) {
    return Arrays.stream(Hypervisor.values())
        .map(hypervisor -> answer(family, way, hypervisor))
        .toList();
  }

  /**
   * Returns the answers for a kernel, by each way that it boots by, and as a ready disk where its
   * makers write such disks.
   */
  public static List<LaunchAnswer> answers(Triage kernel) {
    Producer.Name family = kernel.producer().name();
    Set<BootWay> ways = LaunchImage.ways(kernel);
    if (family != Producer.Name.UNKNOWN && knows(family, BootWay.DISK)) {
      ways.add(BootWay.DISK);
    }
    return ways.stream().flatMap(way -> answers(family, way).stream()).toList();
  }

  private static boolean knows(Producer.Name family, BootWay way) {
    return Arrays.stream(Hypervisor.values())
        .anyMatch(hypervisor -> ROWS.containsKey(new Key(family, way, hypervisor)));
  }

  /**
   * Returns whether an image of such a kernel is to say that it drives ENA. Nitro's types start no
   * other image, and a kernel that has no driver for it has no network there with or without.
   */
  public static boolean takesEna(Producer.Name family, BootWay way) {
    return answer(family, way, Hypervisor.NITRO).outcome() != Outcome.NEVER;
  }

  /** Returns what holds for every kernel. */
  static Optional<LaunchAnswer> rule(BootWay way, Hypervisor hypervisor) {
    String reason = "";
    if (hypervisor == Hypervisor.XEN_PV && way.isHvm()) {
      reason = "its instances start PV images alone";
    } else if (hypervisor != Hypervisor.XEN_PV && !way.isHvm()) {
      reason = "its instances start HVM images alone";
    } else if (hypervisor == Hypervisor.NITRO && way.needsXen()) {
      reason = "the kernel finds its devices by Xen, and Nitro has none";
    }
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(LaunchAnswer.byRule(hypervisor, way, Outcome.NEVER, reason));
  }

  /** Returns what the rows are about. */
  static Map<Key, LaunchAnswer> rows() {
    return ROWS;
  }

  private static Map<Key, LaunchAnswer> read() {
    Map<Key, LaunchAnswer> rows = new HashMap<>();
    for (List<String> row : Rows.of("launches.tsv")) {
      for (String family : Rows.words(row.get(0))) {
        for (String hypervisor : Rows.words(row.get(2))) {
          Key key =
              new Key(
                  value(Producer.Name.class, family),
                  value(BootWay.class, row.get(1)),
                  value(Hypervisor.class, hypervisor));
          if (rows.put(key, answer(key, row)) != null) {
            throw new IllegalStateException("two rows of " + key);
          }
        }
      }
    }
    return Map.copyOf(rows);
  }

  private static LaunchAnswer answer(Key key, List<String> row) {
    return new LaunchAnswer(
        key.hypervisor,
        key.way,
        value(Outcome.class, row.get(3)),
        text(row.get(4)),
        text(row.get(5)),
        row.get(6),
        text(row.get(7)),
        text(row.get(8)));
  }

  private static String text(String cell) {
    return cell.equals("-") ? "" : cell;
  }

  private static <T extends Enum<T>> T value(Class<T> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What a row is found by. */
  record Key(Producer.Name family, BootWay way, Hypervisor hypervisor) {}
}
