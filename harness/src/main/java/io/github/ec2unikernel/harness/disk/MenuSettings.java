package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a menu.lst says before its first title.
 *
 * @param lines the commands there, of those that GRUB knows
 * @param entries how many entries follow
 */
record MenuSettings(List<MenuLine> lines, int entries) {

  /** GRUB keeps no more fallback entries than this (MAX_FALLBACK_ENTRIES). */
  private static final int MOST_FALLBACKS = 8;

  /** Returns seconds, if they are given. */
  OptionalInt timeout() {
    OptionalInt timeout = OptionalInt.empty();
    for (MenuLine line : all("timeout")) {
      OptionalInt number = number(line.arguments());
      timeout = number.isPresent() ? number : timeout;
    }
    return timeout;
  }

  /** Returns the entry to boot first, which may be beyond the last one; 0 if none is named. */
  int wanted() {
    int wanted = 0;
    for (MenuLine line : all("default")) {
      // what savedefault saved is not followed: nobody has booted this disk yet
      wanted = line.arguments().equals("saved") ? 0 : number(line.arguments()).orElse(wanted);
    }
    return wanted;
  }

  /** Returns the fallback entries that there are. */
  List<Integer> fallback() {
    List<Integer> numbers = List.of();
    for (MenuLine line : all("fallback")) {
      numbers = numbers(line.arguments()).orElse(numbers);
    }
    return numbers.stream().filter(number -> number < entries).toList();
  }

  /** Returns the lines with a command, in order. */
  List<MenuLine> all(String command) {
    return lines.stream().filter(line -> line.command().equals(command)).toList();
  }

  /** Reads numbers without repeats; nothing if one is none, as GRUB then gives the line up. */
  static Optional<List<Integer>> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String rest = text;
        !rest.isEmpty() && numbers.size() < MOST_FALLBACKS;
        rest = Words.afterFirst(rest)) {
      OptionalInt number = number(rest);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      if (!numbers.contains(number.getAsInt())) {
        numbers.add(number.getAsInt());
      }
    }
    return Optional.of(numbers);
  }

  /** Reads a number as GRUB does: decimal, or hexadecimal after 0x; what follows is passed over. */
  static OptionalInt number(String text) {
    String digits = text.replaceFirst("(?s)^(0[xX][0-9a-fA-F]+|[0-9]+).*$", "$1");
    boolean hexadecimal = digits.matches("0[xX][0-9a-fA-F]+");
    if (!hexadecimal && !digits.matches("[0-9]+")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(
          hexadecimal ? Integer.parseInt(digits.substring(2), 16) : Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      return OptionalInt.empty(); // GRUB knows no larger numbers either
    }
  }
}
