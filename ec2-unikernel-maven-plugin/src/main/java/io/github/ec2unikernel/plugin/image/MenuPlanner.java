package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.Menu;
import io.github.ec2unikernel.plugin.menu.MenuEntry;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes a boot menu of what a request says and what its profile has by default. */
final class MenuPlanner {

  private static final int DEFAULT_TIMEOUT = 1;

  private final MenuForm form;
  private final List<MenuEntry> entries;

  private MenuPlanner(MenuForm form, List<MenuEntry> entries) {
    this.form = form;
    this.entries = entries;
  }

  /**
   * Returns the menu.
   *
   * @throws InputException if an entry is asked for that it does not have, or a time below 0
   */
  static Menu plan(MenuRequest request, MenuForm form, List<MenuEntry> entries) {
    return new MenuPlanner(form, entries).plan(request);
  }

  private Menu plan(MenuRequest request) {
    int first = number("default", request.defaultEntry()).orElse(0);
    OptionalInt fallback = number("fallback", request.fallback());
    if (fallback.isPresent() && fallback.getAsInt() == first) {
      throw new InputException(
          "<fallback> is '%s', which is the default entry itself.".formatted(request.fallback()),
          "Name another entry, or leave <fallback> out.");
    }
    if (fallback.isEmpty() && form.fallback() != null && form.fallback() != first) {
      fallback = OptionalInt.of(form.fallback());
    }
    int timeout = request.timeout() == null ? DEFAULT_TIMEOUT : request.timeout();
    if (timeout < 0) {
      throw new InputException(
          "<timeout> is " + timeout, "Give the seconds to wait for a key, 0 or more.");
    }
    return new Menu(entries, first, fallback, timeout);
  }

  private OptionalInt number(String element, @Nullable String given) {
    return EntryChoice.number(element, given, entries.stream().map(MenuEntry::title).toList());
  }
}
