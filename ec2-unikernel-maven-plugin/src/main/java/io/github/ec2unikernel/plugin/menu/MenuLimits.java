package io.github.ec2unikernel.plugin.menu;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What boot menus can hold: GRUB 0.97's {@code menu.lst}, GRUB 2's, and Xen's start information.
 */
final class MenuLimits {

  /** GRUB 0.97 cuts longer lines off (NEW_HEAPSIZE). */
  static final int GRUB_LINE = 1500;

  /** Bytes of start_info.cmd_line (MAX_GUEST_CMDLINE), a closing zero byte among them. */
  static final int XEN_COMMAND_LINE = 1024;

  /** Bytes of a name in an ext2 directory. */
  static final int FILE_NAME = 255;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern UNSAFE_IN_NAME = Pattern.compile("[^!-~]|[\\\\'\"$]");

  private MenuLimits() {}

  static void requireTitle(String title) {
    String hint = "Give <title> as one line.";
    requireOneLineTitle(title);
    if (title.endsWith("\\")) {
      throw new InputException(
          "The menu title '%s' ends with a backslash, which continues the line in menu.lst."
              .formatted(title),
          "Let <title> end with another character.");
    }
    requireLength("line of the menu title", "title " + title, GRUB_LINE, "GRUB's limit", hint);
  }

  /** As above, for a menu whose titles stand in quotes. */
  static void requireOneLineTitle(String title) {
    String hint = "Give <title> as one line.";
    if (title.isBlank()) {
      throw new InputException("The menu title '" + title + "' is blank.", hint);
    }
    requireOneLine("menu title", title, hint);
  }

  static void requirePath(String path, String what) {
    for (String name : path.substring(1).split("/", -1)) {
      requireName(name, what);
    }
  }

  private static void requireName(String name, String what) {
    String hint = "Rename the file: letters, digits, '.', '_' and '-' are safe.";
    var unsafe = UNSAFE_IN_NAME.matcher(name);
    if (unsafe.find()) {
      throw new InputException(
          "The %s's file name '%s' has the character %s, which a boot menu can't hold in a name."
              .formatted(what, visible(name), named(unsafe.group())),
          hint);
    }
    requireLength(what + "'s file name", name, FILE_NAME, "ext2's limit", hint);
  }

  static void requireOneLineArguments(String arguments) {
    String hint = "Correct <kernelArgs>: one line, without control characters.";
    requireOneLine("kernel's argument string", arguments, hint);
  }

  static void requireArguments(String arguments) {
    requireOneLineArguments(arguments);
    // GRUB joins a line that ends so with the next one.
    if (arguments.endsWith("\\")) {
      throw new InputException(
          "The kernel's argument string '%s' ends with a backslash, which continues the line in menu.lst."
              .formatted(arguments),
          "Correct <kernelArgs>: let it end with another character.");
    }
  }

  static void requireCommandLine(String commandLine) {
    requireLength(
        "kernel's command line",
        commandLine,
        XEN_COMMAND_LINE - 1,
        "Xen's limit, the path of the kernel included",
        "Shorten <kernelArgs>, or give the kernel a module with the rest.");
  }

  private static void requireOneLine(String what, String value, String hint) {
    var control = CONTROL.matcher(value);
    if (control.find()) {
      throw new InputException(
          "The %s '%s' has the control character %s, which a boot menu can't hold."
              .formatted(what, visible(value), named(control.group())),
          hint);
    }
  }

  private static void requireLength(
      String what, String value, int limit, String whose, String hint) {
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > limit) {
      throw new InputException(
          "The %s has %d bytes, more than %d (%s): %s..."
              .formatted(what, length, limit, whose, value.substring(0, 60)),
          hint);
    }
  }

  private static String visible(String value) {
    return CONTROL.matcher(value).replaceAll(found -> named(found.group()));
  }

  private static String named(String character) {
    return switch (character) {
      case "\n" -> "<newline>";
      case "\t" -> "<tab>";
      case " " -> "<blank>";
      default ->
          CONTROL.matcher(character).matches() || character.codePointAt(0) > '~'
              ? "<U+%04X>".formatted(character.codePointAt(0))
              : character;
    };
  }
}
