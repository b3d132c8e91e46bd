package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cause and what it looks like.
 *
 * @param line what a line has to contain, the last one only if {@code last} is set
 * @param last whether only the last line is looked at
 * @param unless what no line may contain, or null
 * @param ends the ends that go with it, empty for any
 * @param loader the loader that goes with it, or null for any
 * @param loading whether it is none once the boot loader has started the kernel
 * @param cause the cause, with $1 for the expression's first group
 * @param hint what can be done
 */
record Rule(
    Pattern line,
    boolean last,
    @Nullable Pattern unless,
    Set<EndState> ends,
    @Nullable String loader,
    boolean loading,
    String cause,
    String hint) {

  Rule {
    ends = Set.copyOf(ends);
  }

  /** Returns the finding, if this is what it looks like. */
  Optional<Finding> examine(Symptoms symptoms, List<String> lines) {
    boolean otherLoader =
        loader != null && (symptoms.loader() == null || !loader.equals(symptoms.loader().id()));
    boolean otherEnd = !ends.isEmpty() && !ends.contains(symptoms.end());
    boolean tooLate = loading && symptoms.handedOver();
    if (otherLoader || otherEnd || tooLate) {
      return Optional.empty();
    }
    if (unless != null && lines.stream().anyMatch(unless.asPredicate())) {
      return Optional.empty();
    }
    for (String each : last ? List.of(lastOf(lines)) : lines) {
      Matcher matcher = line.matcher(each);
      if (matcher.find()) {
        return Optional.of(finding(matcher, each));
      }
    }
    return Optional.empty();
  }

  private static String lastOf(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) {
        return lines.get(i);
      }
    }
    return "";
  }

  private Finding finding(Matcher matcher, String evidence) {
    String group = matcher.groupCount() > 0 ? matcher.group(1) : null;
    String told = cause.replace("$1", group == null ? "" : group.strip());
    return new Finding(told, evidence.strip(), hint);
  }

  /** Reads a rule from its block. */
  static Rule of(Map<String, String> block) {
    String last = block.get("last");
    String line = last == null ? required(block, "line") : last;
    String unless = block.get("unless");
    String ends = block.getOrDefault("end", "");
    return new Rule(
        Pattern.compile(line),
        last != null,
        unless == null ? null : Pattern.compile(unless),
        ends.isEmpty()
            ? Set.of()
            : Stream.of(ends.split(" ")).map(Rule::end).collect(Collectors.toSet()),
        block.get("loader"),
        "loader".equals(block.get("stage")),
        required(block, "cause"),
        required(block, "hint"));
  }

  private static EndState end(String word) {
    return EndState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String required(Map<String, String> block, String key) {
    String value = block.get(key);
    if (value == null) {
      throw new IllegalStateException("no " + key + " in " + block);
    }
    return value;
  }
}
