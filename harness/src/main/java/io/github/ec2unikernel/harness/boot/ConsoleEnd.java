package io.github.ec2unikernel.harness.boot;

import java.util.List;

/**
 * Puts the end of a guest's console into a message.
 *
 * @param lines its last lines, without terminal escapes
 */
public record ConsoleEnd(List<String> lines) {

  /** Copies the list. */
  public ConsoleEnd {
    lines = List.copyOf(lines);
  }

  @Override
  public String toString() {
    if (lines.isEmpty()) {
      return "The guest printed nothing.\n";
    }
    StringBuilder text = new StringBuilder("The last lines of its console:\n");
    lines.forEach(line -> text.append("  | ").append(line).append('\n'));
    return text.toString();
  }
}
