package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is wrong with a menu.lst as a whole and with the lines before its first title. */
final class MenuChecker {

  private static final String LINE_HINT = "Make the line shorter.";

  private final List<LogicalLine> lines;
  private final MenuSettings settings;
  private final List<MenuEntry> entries;
  private final List<MenuProblem> problems = new ArrayList<>();

  MenuChecker(List<LogicalLine> lines, MenuSettings settings, List<MenuEntry> entries) {
    this.lines = lines;
    this.settings = settings;
    this.entries = entries;
  }

  /** Returns all problems, by line. */
  List<MenuProblem> problems() {
    if (entries.isEmpty()) {
      fatal(
          0,
          "there is no entry: no title with a command after it",
          "Give the menu a title line with a root and a kernel line below it.");
    }
    lines.forEach(this::checkLine);
    settings.lines().forEach(this::checkHead);
    checkTitles();
    checkNumbers();
    entries.forEach(entry -> problems.addAll(new EntryChecker(entry).problems()));
    problems.sort(Comparator.comparingInt(MenuProblem::line));
    return problems;
  }

  private void checkLine(LogicalLine line) {
    if (line.cutOff() > 0) {
      other(
          line.number(),
          "it has %d characters more than the %d that GRUB takes in; the rest is lost"
              .formatted(line.cutOff(), LogicalLine.LONGEST),
          LINE_HINT);
    }
    String command = MenuLine.of(line).command();
    if (GrubCommand.named(command).isEmpty()) {
      String lower = command.toLowerCase(Locale.ROOT);
      boolean onlyCase = GrubCommand.named(lower).isPresent();
      other(
          line.number(),
          "'" + command + "' is no command of PV-GRUB, which passes over the line",
          onlyCase
              ? "Write it in lower case: " + lower + "."
              : "Remove the line or correct its first word.");
    }
  }

  private void checkHead(MenuLine line) {
    if (GrubCommand.named(line.command()).orElseThrow() == GrubCommand.ENTRY) {
      other(
          line.number(),
          "'" + line.command() + "' stands before the first title, where it does nothing",
          "Move it below the title of its entry.");
    }
  }

  private void checkTitles() {
    Set<Integer> counted = entries.stream().map(MenuEntry::line).collect(Collectors.toSet());
    for (LogicalLine each : lines) {
      MenuLine line = MenuLine.of(each);
      if (!line.command().equals("title")) {
        continue;
      }
      if (!counted.contains(line.number())) {
        other(
            line.number(),
            "the title '" + line.arguments() + "' has no command below it: GRUB does not count it",
            "Remove it, or give it a root and a kernel line.");
      }
      if (line.arguments().contains(" root (hd")) {
        fatal(
            line.number(),
            "'root' stands on the line of the title, where it does nothing",
            "Put each command on a line of its own.");
      }
    }
  }

  private void checkNumbers() {
    int last = entries.size() - 1;
    for (MenuLine line : settings.all("default")) {
      if (line.arguments().equals("saved")) {
        other(
            line.number(),
            "'default saved' depends on a file that the last boot wrote; entry 0 is taken here",
            "Give the number of the entry.");
      } else if (MenuSettings.number(line.arguments()).isEmpty()) {
        other(
            line.number(),
            "default '" + line.arguments() + "' is no number; GRUB passes over the line",
            "Give the number of an entry, from 0 to " + last + ".");
      } else if (last >= 0 && MenuSettings.number(line.arguments()).getAsInt() > last) {
        other(
            line.number(),
            "default " + line.arguments() + " is beyond the last entry, which is " + last,
            "Give the number of an entry, from 0 to " + last + ".");
      }
    }
    for (MenuLine line : settings.all("fallback")) {
      boolean good =
          MenuSettings.numbers(line.arguments())
              .map(all -> !all.isEmpty() && all.stream().allMatch(n -> n <= last))
              .orElse(false);
      if (!good) {
        other(
            line.number(),
            "fallback '" + line.arguments() + "' does not name entries from 0 to " + last,
            "Give the numbers of entries, parted by blanks.");
      }
    }
    if (!entries.isEmpty() && settings.timeout().isEmpty()) {
      fatal(
          0,
          "there is no timeout before the first title: PV-GRUB waits for a key for ever",
          "Add a line timeout 1 above the first title.");
    }
  }

  private void fatal(int line, String text, String hint) {
    problems.add(new MenuProblem(line, true, text, hint));
  }

  private void other(int line, String text, String hint) {
    problems.add(new MenuProblem(line, false, text, hint));
  }
}
