package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The default entry of a GRUB legacy menu.
 *
 * @param partition what {@code root (hd0,N)} says plus 1; 0 for {@code (hd0)} or no root line
 * @param kernel the path on the kernel line
 * @param arguments the rest of that line
 * @param modules the paths on module lines
 * @param initrd the path on the initrd line, or an empty string
 */
record MenuEntry(
    int partition, String kernel, String arguments, List<String> modules, String initrd) {

  private static final Pattern LINE = Pattern.compile("\\s*([a-z]+)(?:\\s*=\\s*|\\s+)?(.*?)\\s*");
  private static final Pattern ROOT = Pattern.compile("\\(hd0(?:,([0-3]))?\\)");
  private static final Pattern PATH = Pattern.compile("(?:\\(hd0(?:,[0-3])?\\))?(/\\S*)\\s*(.*)");

  /** Returns the entry that {@code default} names, if the menu has it and it has a kernel. */
  static Optional<MenuEntry> defaultOf(String menu) {
    int wanted = 0;
    int index = -1;
    int partition = 0;
    String kernel = "";
    String arguments = "";
    String initrd = "";
    List<String> modules = new ArrayList<>();
    for (String line : menu.split("\n", -1)) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        continue;
      }
      String rest = parts.group(2);
      switch (parts.group(1).toLowerCase(Locale.ROOT)) {
        case "default" -> wanted = rest.matches("[0-9]{1,4}") ? Integer.parseInt(rest) : 0;
        case "title" -> index++;
        case "root" -> partition = index == wanted ? partition(rest) : partition;
        case "kernel" -> {
          Matcher path = PATH.matcher(rest);
          if (index == wanted && path.matches()) {
            kernel = path.group(1);
            arguments = path.group(2);
          }
        }
        case "module" -> addPath(index == wanted, rest, modules);
        case "initrd" -> initrd = index == wanted ? rest : initrd;
        default -> {
          // timeout, hiddenmenu and the like do not change what is booted
        }
      }
    }
    return kernel.isEmpty()
        ? Optional.empty()
        : Optional.of(new MenuEntry(partition, kernel, arguments, List.copyOf(modules), initrd));
  }

  private static int partition(String device) {
    Matcher root = ROOT.matcher(device);
    return root.matches() && root.group(1) != null ? Integer.parseInt(root.group(1)) + 1 : 0;
  }

  private static void addPath(boolean ours, String rest, List<String> modules) {
    Matcher path = PATH.matcher(rest);
    if (ours && path.matches()) {
      modules.add(path.group(1));
    }
  }
}
