package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.GrubEntry;
import io.github.ec2unikernel.plugin.menu.GrubMenu;
import io.github.ec2unikernel.plugin.menu.Menu;
import io.github.ec2unikernel.plugin.menu.MenuEntry;
import java.util.List;
import java.util.OptionalInt;

/** Makes a boot menu of what a request says and what its profile has by default. */
final class MenuPlanner {

  private static final int DEFAULT_TIMEOUT = 1;

  private final MenuRequest request;
  private final List<String> titles;

  private MenuPlanner(MenuRequest request, List<String> titles) {
    this.request = request;
    this.titles = titles;
  }

  /**
   * Returns the menu.
   *
   * @throws InputException if an entry is asked for that it does not have, or a time below 0
   */
  static Menu plan(MenuRequest request, MenuForm form, List<MenuEntry> entries) {
    MenuPlanner planner = new MenuPlanner(request, entries.stream().map(MenuEntry::title).toList());
    int first = planner.defaultEntry();
    OptionalInt fallback = planner.fallback(first);
    if (fallback.isEmpty() && form.fallback() != null && form.fallback() != first) {
      fallback = OptionalInt.of(form.fallback());
    }
    return new Menu(entries, first, fallback, planner.timeout(DEFAULT_TIMEOUT));
  }

  /**
   * Returns the menu for GRUB 2, which does not wait for a key unless it is asked to: nobody sees
   * it on EC2.
   *
   * @throws InputException as above
   */
  static GrubMenu plan(MenuRequest request, List<GrubEntry> entries) {
    MenuPlanner planner = new MenuPlanner(request, entries.stream().map(GrubEntry::title).toList());
    int first = planner.defaultEntry();
    return new GrubMenu(entries, first, planner.fallback(first), planner.timeout(0));
  }

  private int defaultEntry() {
    return EntryChoice.number("default", request.defaultEntry(), titles).orElse(0);
  }

  private OptionalInt fallback(int first) {
    OptionalInt fallback = EntryChoice.number("fallback", request.fallback(), titles);
    if (fallback.isPresent() && fallback.getAsInt() == first) {
      throw new InputException(
          "<fallback> is '%s', which is the default entry itself.".formatted(request.fallback()),
          "Name another entry, or leave <fallback> out.");
    }
    return fallback;
  }

  private int timeout(int otherwise) {
    int timeout = request.timeout() == null ? otherwise : request.timeout();
    if (timeout < 0) {
      throw new InputException(
          "<menuTimeout> is " + timeout, "Give the seconds to wait for a key, 0 or more.");
    }
    return timeout;
  }
}
