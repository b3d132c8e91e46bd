package io.github.ec2unikernel.harness.xl;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a guest's configuration for xl asks of its host. What is wrong in it is left for xl to say.
 *
 * @param file the configuration
 * @param values every value by its name: one string of a plain one, those of a list in order
 */
public record XlConfig(Path file, Map<String, List<String>> values) {

  /** xl's own value where a configuration has none. */
  private static final int DEFAULT_MEMORY = 32;

  /** Where vif-bridge puts an interface that names no bridge. */
  private static final String DEFAULT_BRIDGE = "xenbr0";

  private static final List<String> MEMORY = List.of("memory", "maxmem");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private static final String TARGET = "target=";

  /** Copies the values, and throws {@link InputException} for more memory than can be given. */
  public XlConfig {
    values = Map.copyOf(values);
    for (String key : MEMORY) {
      for (String value : values.getOrDefault(key, List.of())) {
        if (isTooMuch(value)) {
          throw new InputException(
              "the configuration %s has the line %s = %s, which is in MiB"
                  .formatted(file, key, value),
              "Give at most %d MiB as %s.".formatted(Machine.MOST_MEMORY, key));
        }
      }
    }
  }

  /** Returns the files that the guest's memory is made from, the kernel and perhaps a ramdisk. */
  public List<String> files() {
    return Stream.of("kernel", "ramdisk").flatMap(name -> first(name).stream()).toList();
  }

  /** Returns the most memory that the guest may have, in MiB. */
  public int memory() {
    return MEMORY.stream()
        .flatMap(name -> first(name).stream())
        .filter(value -> NUMBER.matcher(value).matches())
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(DEFAULT_MEMORY);
  }

  /** Returns the files or devices behind the guest's disks, in order. */
  public List<String> targets() {
    return list("disk").map(XlConfig::target).filter(target -> !target.isEmpty()).toList();
  }

  /** Returns the bridges that the guest's interfaces are put on, each once. */
  public Set<String> bridges() {
    Set<String> bridges = new LinkedHashSet<>();
    list("vif").forEach(vif -> bridges.add(bridge(vif)));
    return bridges;
  }

  /** Returns whether it says PV in the way that Mirage did until 2018, which xl refuses by now. */
  public boolean hasOldBuilder() {
    return first("builder").equals(Optional.of("linux"));
  }

  private static boolean isTooMuch(String value) {
    return NUMBER.matcher(value).matches()
        && new BigInteger(value).compareTo(BigInteger.valueOf(Machine.MOST_MEMORY)) > 0;
  }

  private Optional<String> first(String name) {
    return list(name).findFirst();
  }

  private Stream<String> list(String name) {
    return values.getOrDefault(name, List.of()).stream();
  }

  /**
   * A target takes all that follows it; without its name it comes first (xl-disk-configuration).
   */
  private static String target(String disk) {
    int named = disk.indexOf(TARGET);
    return named >= 0
        ? disk.substring(named + TARGET.length())
        : disk.split(",", -1)[0].replaceFirst("^(phy|file|raw|tap|tap2|aio|drbd):", "");
  }

  private static String bridge(String vif) {
    return Stream.of(vif.split(",", -1))
        .map(String::strip)
        .filter(part -> part.startsWith("bridge="))
        .map(part -> part.substring("bridge=".length()))
        .findFirst()
        .orElse(DEFAULT_BRIDGE);
  }
}
