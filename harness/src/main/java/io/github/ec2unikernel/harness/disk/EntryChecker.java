package io.github.ec2unikernel.harness.disk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what is wrong with an entry of a menu.lst, command by command as PV-GRUB runs them. */
final class EntryChecker {

  /** The list of modules is one page of 16 bytes each, the last of which marks the end. */
  static final int MOST_MODULES = 255;

  /** Bytes of start_info.cmd_line (MAX_GUEST_CMDLINE), a closing zero byte among them. */
  static final int XEN_COMMAND_LINE = 1024;

  private static final String OWN_LINE = "Put each command on a line of its own.";
  private static final String ROOT_FORM =
      "Write root (hd0) for a disk without partitions, root (hd0,0) for its first partition.";
  private static final Pattern TYPES =
      Pattern.compile("(netbsd|freebsd|openbsd|linux|biglinux|multiboot).*");

  private final MenuEntry entry;
  private final List<MenuProblem> problems = new ArrayList<>();
  private boolean rooted;
  private boolean kernel;
  private boolean initrd;
  private int modules;

  EntryChecker(MenuEntry entry) {
    this.entry = entry;
  }

  List<MenuProblem> problems() {
    entry.lines().forEach(this::check);
    if (entry.kernel().isEmpty()) {
      fatal(
          entry.line(),
          "the entry '" + entry.title() + "' has no kernel: it boots nothing, nor a fallback",
          "Give it a line kernel /PATH.");
    }
    return problems;
  }

  private void check(MenuLine line) {
    if (GrubCommand.isOnlyForMenu(line.command())) {
      fatal(
          line,
          "'" + line.command() + "' stands in an entry, where it is an error",
          "Move it above the first title.");
    } else if (MenuEntry.isRoot(line)) {
      checkRoot(line);
    } else if (line.command().equals("kernel")) {
      checkKernel(line);
    } else if (MenuEntry.isModule(line)) {
      checkModule(line);
    } else if (line.command().equals("initrd")) {
      checkInitrd(line);
    } else {
      GrubCommand.stop(line.command())
          .ifPresent(why -> fatal(line, why + ": " + line.command(), "Remove the line."));
    }
  }

  private void checkRoot(MenuLine line) {
    String rest = Words.afterFirst(line.arguments());
    if (rest.matches("(kernel|module|modulenounzip|initrd)\\b.*")) {
      fatal(
          line,
          "'" + Words.first(rest) + "' stands on the line of root, where it does nothing",
          OWN_LINE);
    }
    if (GrubDevice.parse(line.firstWord()).isEmpty()) {
      fatal(line, "root '" + line.arguments() + "' is no device like (hd0) or (hd0,0)", ROOT_FORM);
    } else if (GrubDevice.parse(line.firstWord()).get().disk() > 0) {
      other(line, "root " + line.firstWord() + " is not the disk that holds this menu", ROOT_FORM);
    }
    if (kernel && !rooted) {
      other(line, "root stands below the kernel, which is looked for before it", "Move it up.");
    }
    rooted = true;
  }

  private void checkKernel(MenuLine line) {
    kernel = true;
    checkPath(line);
    String options = line.arguments();
    for (; options.startsWith("--"); options = Words.afterFirst(options)) {
      String option = Words.first(options);
      if (option.startsWith("--type=") && !TYPES.matcher(option.substring(7)).matches()) {
        fatal(line, "'" + option + "' is no type that GRUB knows", "Remove it.");
      }
    }
    String arguments = MenuFile.of(line).arguments();
    int bytes = arguments.getBytes(StandardCharsets.UTF_8).length;
    if (bytes >= XEN_COMMAND_LINE) {
      other(
          line,
          "the kernel's arguments have %d bytes; Xen hands over %d of them"
              .formatted(bytes, XEN_COMMAND_LINE - 1),
          "Shorten them, or give the kernel a module with the rest.");
    }
    if (arguments.matches("(.* )?(module|initrd) /.*")) {
      other(line, "a module or initrd on the line of the kernel is taken as argument", OWN_LINE);
    }
  }

  private void checkModule(MenuLine line) {
    checkPath(line);
    checkAfterKernel(line);
    if (initrd) {
      other(line, "a module drops the initrd above it", "Name all as modules, or one as initrd.");
    }
    initrd = false;
    modules++;
    if (modules == MOST_MODULES + 2) {
      fatal(line, "PV-GRUB has room for no more modules than " + MOST_MODULES, "Pack them.");
    } else if (modules == MOST_MODULES + 1) {
      other(
          line,
          "the mark at the end of a list of so many modules overwrites the first one's first bytes",
          "Name no more than " + MOST_MODULES + " modules.");
    }
  }

  private void checkInitrd(MenuLine line) {
    checkPath(line);
    checkAfterKernel(line);
    if (modules > 0) {
      other(line, "an initrd drops the modules above it", "Name all as modules, or one as initrd.");
    }
    initrd = true;
    modules = 0;
  }

  private void checkAfterKernel(MenuLine line) {
    if (!kernel) {
      fatal(line, "'" + line.command() + "' needs a kernel before it", "Move it below the kernel.");
    }
  }

  private void checkPath(MenuLine line) {
    MenuFile file = MenuFile.of(line);
    if (!file.hasPath()) {
      fatal(
          line,
          "%s names no file '%s': a path begins with a slash or with a device like (hd0,0)"
              .formatted(line.command(), file.path()),
          "Give the path from the root of the file system.");
    } else if (file.device().isEmpty() && !rooted) {
      other(
          line,
          "%s %s has no root line above it; where PV-GRUB looks then is not known"
              .formatted(line.command(), file.path()),
          ROOT_FORM);
    }
  }

  private void fatal(MenuLine line, String text, String hint) {
    fatal(line.number(), text, hint);
  }

  private void fatal(int line, String text, String hint) {
    problems.add(new MenuProblem(line, true, text, hint));
  }

  private void other(MenuLine line, String text, String hint) {
    problems.add(new MenuProblem(line.number(), false, text, hint));
  }
}
