package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a PV-GRUB makes of a disk.
 *
 * @param generation the PV-GRUB
 * @param menu where it finds its menu, as it writes it: {@code (hd0,0)/grub/menu.lst}
 * @param list what that menu says
 * @param outcomes the menu's entries in the order in which they are tried: the default first
 * @param passedOver why the places before the menu, or all, hold none
 * @param unread that the menu's end was not read, if it was not
 */
public record Resolution(
    PvGrub.Generation generation,
    Optional<String> menu,
    Optional<MenuList> list,
    List<EntryOutcome> outcomes,
    List<Obstacle> passedOver,
    Optional<Obstacle> unread) {

  /** Copies the lists. */
  public Resolution {
    outcomes = List.copyOf(outcomes);
    passedOver = List.copyOf(passedOver);
  }

  /** Returns the entry that boots: the first that can, unless an earlier one ends the search. */
  public Optional<EntryOutcome> booted() {
    for (EntryOutcome outcome : outcomes) {
      if (outcome.loaded().isPresent()) {
        return Optional.of(outcome);
      }
      if (!outcome.goesOn()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns what is in the way, in the order in which PV-GRUB meets it; empty if it boots. */
  public List<Obstacle> obstacles() {
    if (booted().isPresent()) {
      return List.of();
    }
    if (menu.isEmpty()) {
      return passedOver;
    }
    List<Obstacle> all = new ArrayList<>();
    if (outcomes.isEmpty()) {
      all.add(
          new Obstacle(
              menu.get() + " has no entry",
              "Give it a title line with a root and a kernel line below it."));
    }
    for (EntryOutcome outcome : outcomes) {
      outcome.obstacle().ifPresent(all::add);
      if (!outcome.goesOn()) {
        break;
      }
    }
    unread.ifPresent(all::add);
    return all;
  }

  /** Tells whether another PV-GRUB takes the same files and hands over the same words. */
  public boolean boots(Resolution other) {
    return booted().isPresent()
        && booted()
            .flatMap(EntryOutcome::loaded)
            .equals(other.booted().flatMap(EntryOutcome::loaded));
  }

  /** Says in one line what is booted, from where, or why nothing is. */
  public String summary() {
    return booted()
        .map(
            outcome -> {
              LoadedEntry loaded = outcome.loaded().orElseThrow();
              return "%s takes %s%s from entry %d ('%s') of %s"
                  .formatted(
                      generation.label(),
                      loaded.kernel(),
                      withFiles(loaded),
                      outcome.number(),
                      outcome.title(),
                      menu.orElseThrow());
            })
        .orElseGet(
            () ->
                generation.label()
                    + (menu.isEmpty() ? " finds no menu.lst: " : " starts nothing: ")
                    + String.join("; ", obstacles().stream().map(Obstacle::what).toList()));
  }

  private static String withFiles(LoadedEntry loaded) {
    List<String> files =
        Stream.concat(loaded.modules().stream(), loaded.initrd().stream())
            .map(file -> file.path() + " (" + file.size() + " bytes)")
            .toList();
    if (files.isEmpty()) {
      return "";
    }
    String what = loaded.initrd().isPresent() ? " with the initrd " : " with the modules ";
    return what + String.join(", ", files);
  }
}
