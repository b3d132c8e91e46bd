package io.github.ec2unikernel.harness.disk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where PV-GRUB runs a command: GRUB 0.97's builtins without those that Xen's patches leave out
 * (stubdom/grub.patches/99minios).
 */
enum GrubCommand {
  /** Begins an entry. */
  TITLE,
  /** Runs before the first title only; in an entry it is an error. */
  MENU,
  /** Runs in an entry only; before the first title it is passed over. */
  ENTRY,
  /** Runs in both. */
  BOTH;

  private static final Set<String> IN_MENU = Set.of("default", "fallback", "hiddenmenu", "timeout");
  private static final Set<String> IN_BOTH =
      Set.of(
          "background",
          "bootp",
          "color",
          "dhcp",
          "foreground",
          "hide",
          "ifconfig",
          "pager",
          "partnew",
          "parttype",
          "password",
          "rarp",
          "shade",
          "splashimage",
          "terminal",
          "terminfo",
          "tftpserver",
          "unhide",
          "viewport");
  private static final Set<String> IN_ENTRY =
      Set.of(
          "blocklist",
          "boot",
          "cat",
          "chainloader",
          "clear",
          "cmp",
          "configfile",
          "debug",
          "find",
          "fstest",
          "geometry",
          "halt",
          "help",
          "initrd",
          "kernel",
          "lock",
          "makeactive",
          "map",
          "md5crypt",
          "module",
          "modulenounzip",
          "pause",
          "print",
          "quit",
          "read",
          "reboot",
          "root",
          "rootnoverify",
          "savedefault");

  private static final Map<String, String> STOPS =
      Map.of(
          "chainloader", "PV-GRUB can't start another boot loader",
          "configfile", "PV-GRUB goes on with another menu here",
          "halt", "PV-GRUB ends the machine here",
          "pause", "PV-GRUB waits for a key here",
          "quit", "PV-GRUB knows nothing to go back to",
          "reboot", "PV-GRUB starts the machine anew here");

  /** Says why a command of an entry keeps it from starting its kernel, if it does. */
  static Optional<String> stop(String name) {
    return Optional.ofNullable(STOPS.get(name));
  }

  /** Tells whether a command is an error in an entry. */
  static boolean isOnlyForMenu(String name) {
    return named(name).equals(Optional.of(MENU));
  }

  /** Finds a command by its name, in lower case as GRUB knows it. */
  static Optional<GrubCommand> named(String name) {
    if (name.equals("title")) {
      return Optional.of(TITLE);
    }
    if (IN_MENU.contains(name)) {
      return Optional.of(MENU);
    }
    if (IN_BOTH.contains(name)) {
      return Optional.of(BOTH);
    }
    return IN_ENTRY.contains(name) ? Optional.of(ENTRY) : Optional.empty();
  }
}
