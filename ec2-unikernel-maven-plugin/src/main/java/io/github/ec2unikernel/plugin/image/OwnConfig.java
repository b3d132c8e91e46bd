package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a project's own {@code grub.cfg} against the disk, as far as that goes without GRUB. */
final class OwnConfig {

  /** A command, its options, and a path that stands there as it is. */
  private static final Pattern LOAD =
      Pattern.compile(
          "(?:^|[\\s;{])((?:multiboot|module)2?)\\s+(?:--\\S+\\s+)*(/[^\\s;\"'$]*)(?=[\\s;]|$)");

  private static final Pattern KERNEL = Pattern.compile("(?:^|[\\s;{])multiboot2?(?:\\s|$)");

  private OwnConfig() {}

  /**
   * Checks each file that is named, and returns what is doubtful.
   *
   * @param file where the text comes from
   * @param paths what the disk has
   * @throws InputException if a file that is named is not on the disk
   */
  static List<MenuProblem> check(Path file, String text, Set<String> paths) {
    List<MenuProblem> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    boolean kernel = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("#")) {
        continue;
      }
      kernel |= KERNEL.matcher(line).find();
      for (Matcher load = LOAD.matcher(line); load.find(); ) {
        if (!paths.contains(load.group(2))) {
          throw new InputException(
              "The menu %s, line %d: %s names %s, which is not on the disk."
                  .formatted(file, i + 1, load.group(1), load.group(2)),
              "The disk has: " + String.join(", ", new TreeSet<>(paths)) + ".");
        }
      }
    }
    if (!kernel) {
      problems.add(
          new MenuProblem(
              0,
              false,
              "no command multiboot or multiboot2 is in it",
              "GRUB may have nothing to boot then."));
    }
    return problems;
  }
}
