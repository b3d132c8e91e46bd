package io.github.ec2unikernel.harness.disk;

import java.util.Optional;

/**
 * A file that a menu.lst names.
 *
 * @param line the line that names it, from 1
 * @param device the device before its path, if there is one: else it lies where {@code root} says
 * @param path its path, which begins with a slash if the line is right
 * @param arguments what follows it on the line, as it stands
 */
public record MenuFile(int line, Optional<GrubDevice> device, String path, String arguments) {

  static MenuFile of(MenuLine line) {
    String arguments = line.arguments();
    if (line.command().equals("kernel")) {
      arguments = withoutOptions(arguments);
    }
    String name = Words.first(arguments);
    int end = name.indexOf(')');
    Optional<GrubDevice> device =
        name.startsWith("(") ? GrubDevice.parse(name.substring(0, end + 1)) : Optional.empty();
    String path = device.isPresent() ? name.substring(end + 1) : name;
    return new MenuFile(line.number(), device, path, Words.afterFirst(arguments));
  }

  /** Tells whether GRUB takes its path for one. */
  boolean hasPath() {
    return path.startsWith("/");
  }

  /** Leaves out the options that GRUB takes for itself; PV-GRUB makes nothing of them. */
  private static String withoutOptions(String arguments) {
    String rest = arguments;
    while (rest.startsWith("--type=") || rest.startsWith("--no-mem-option")) {
      rest = Words.afterFirst(rest);
    }
    return rest;
  }
}
