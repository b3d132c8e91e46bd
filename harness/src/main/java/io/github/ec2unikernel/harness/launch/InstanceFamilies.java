package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What EC2's instance types are like, by their families, for where the region can't be asked. The
 * table is {@code instance-families.tsv}.
 */
public final class InstanceFamilies {

  private static final Map<String, InstanceType> ALL = read();

  private InstanceFamilies() {}

  /** Returns what the type of that name is like, if its family is known. */
  public static Optional<InstanceType> find(String type) {
    int dot = type.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(ALL.get(type.substring(0, dot)))
            .map(family -> type(family, type, type.startsWith(".metal", dot)));
  }

  /** Returns the families, by name, each as a type named like it. */
  public static List<InstanceType> all() {
    return List.copyOf(ALL.values());
  }

  private static InstanceType type(InstanceType family, String name, boolean metal) {
    if (!metal) {
      return new InstanceType(
          name, family.hypervisors(), family.firmwares(), family.ena(), family.x86());
    }
    // Nitro's cards without its hypervisor, which a kernel does not tell from Nitro; those for x86
    // have no UEFI, says AWS.
    return new InstanceType(
        name,
        Set.of(Hypervisor.NITRO),
        Set.of(family.x86() ? Firmware.BIOS : Firmware.UEFI),
        EnaUse.REQUIRED,
        family.x86());
  }

  private static Map<String, InstanceType> read() {
    Map<String, InstanceType> all = new TreeMap<>();
    for (List<String> row : Rows.of("instance-families.tsv")) {
      for (String family : Rows.words(row.get(0))) {
        InstanceType type =
            new InstanceType(
                family,
                values(Hypervisor.class, row.get(1)),
                values(Firmware.class, row.get(2)),
                EnaUse.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
                row.get(4).equals("x86_64"));
        if (all.put(family, type) != null) {
          throw new IllegalStateException("two rows of " + family);
        }
      }
    }
    return all;
  }

  private static <T extends Enum<T>> Set<T> values(Class<T> type, String cell) {
    return Rows.words(cell).stream()
        .map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }
}
