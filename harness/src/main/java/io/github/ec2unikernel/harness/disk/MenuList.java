package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A menu.lst as PV-GRUB, which is GRUB 0.97, takes it.
 *
 * @param entries its entries, as GRUB counts them: titles without any known command are none
 * @param defaultEntry the entry that boots first, an index within the entries if there are any
 * @param fallback the entries that are tried after it, indexes in order
 * @param timeout seconds that the menu waits, if it says so: PV-GRUB waits for a key if it does not
 * @param problems what is wrong with it, by line
 */
public record MenuList(
    List<MenuEntry> entries,
    int defaultEntry,
    List<Integer> fallback,
    OptionalInt timeout,
    List<MenuProblem> problems) {

  /** Copies the lists. */
  public MenuList {
    entries = List.copyOf(entries);
    fallback = List.copyOf(fallback);
    problems = List.copyOf(problems);
  }

  /** Reads a menu; whatever it holds, something is returned. */
  public static MenuList parse(String text) {
    List<LogicalLine> lines = LogicalLine.split(text);
    List<MenuLine> head = new ArrayList<>();
    List<MenuEntry> entries = new ArrayList<>();
    @Nullable MenuLine title = null;
    List<MenuLine> body = new ArrayList<>();
    for (LogicalLine logical : lines) {
      MenuLine line = MenuLine.of(logical);
      Optional<GrubCommand> command = GrubCommand.named(line.command());
      if (command.isEmpty()) {
        continue; // GRUB passes over what it does not know
      }
      if (command.get() == GrubCommand.TITLE) {
        close(title, body, entries);
        title = line;
      } else {
        (title == null ? head : body).add(line);
      }
    }
    close(title, body, entries);
    MenuSettings settings = new MenuSettings(head, entries.size());
    List<Integer> fallback = new ArrayList<>(settings.fallback());
    int first = settings.wanted();
    if (first >= entries.size()) {
      first = fallback.isEmpty() ? 0 : fallback.remove(0);
    }
    return new MenuList(
        entries,
        first,
        fallback,
        settings.timeout(),
        new MenuChecker(lines, settings, entries).problems());
  }

  /** Returns the entries' indexes in the order in which they are tried. */
  public List<Integer> order() {
    if (entries.isEmpty()) {
      return List.of();
    }
    List<Integer> all = new ArrayList<>(List.of(defaultEntry));
    all.addAll(fallback);
    return all;
  }

  /** Ends an entry; a title without commands is none. */
  private static void close(
      @Nullable MenuLine title, List<MenuLine> body, List<MenuEntry> entries) {
    if (title != null && !body.isEmpty()) {
      entries.add(new MenuEntry(title.number(), title.arguments(), body));
    }
    body.clear();
  }
}
