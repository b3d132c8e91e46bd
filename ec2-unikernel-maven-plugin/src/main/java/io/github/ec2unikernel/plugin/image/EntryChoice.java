package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Finds the entry of a boot menu that a POM names. */
final class EntryChoice {

  private EntryChoice() {}

  /**
   * Returns the entry's number, if one is named.
   *
   * @param element the POM's element, for messages
   * @param given a number from 0 or a title
   * @param titles the entries' titles, in order
   * @throws InputException if that is no entry, or more than one
   */
  static OptionalInt number(String element, @Nullable String given, List<String> titles) {
    if (given == null) {
      return OptionalInt.empty();
    }
    List<Integer> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      names.add("%d '%s'".formatted(i, titles.get(i)));
      if (given.equals(Integer.toString(i)) || given.equals(titles.get(i))) {
        found.add(i);
      }
    }
    if (found.size() != 1) {
      throw new InputException(
          "<%s> is '%s', which %s of the menu's: %s."
              .formatted(
                  element,
                  given,
                  found.isEmpty() ? "is no entry" : "may be more than one entry",
                  String.join(", ", names)),
          "Give one of these numbers, or a title that only one entry has.");
    }
    return OptionalInt.of(found.get(0));
  }
}
