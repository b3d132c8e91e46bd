package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.BootWay;
import java.util.regex.Pattern;

/**
 * Tells the lines of a boot loader on a disk from those of the kernel that it starts.
 *
 * @param way what the boot loader does, as far as it is known
 */
record LoaderLines(BootWay way) {

  /** GRUB 2 gets over many errors, a missing font's for one; each of these ends it. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "^error: (\\S+\\.c:\\d+: ?)?(file [`'](?!\\S*/grub/)\\S+ not found|no multiboot header"
              + "|unsupported multiboot|you need to load the kernel first|out of memory"
              + "|can't allocate |unknown filesystem|no such partition|no such disk"
              + "|disk [`']\\S+ not found|failure reading |attempt to |premature end|invalid arch-"
              + "|can't find command|[uU]nknown command|symbol [`']\\S+ not found"
              + "|.*module header|not an? .*kernel|.*(corrupt|checksum|gzip))"
              + "|^(alloc|free) magic is broken|^out of range pointer"
              + "|^\\s*Failed to boot (both )?default"
              + "|^Unknown command|^Entering rescue mode|^grub( rescue)?> |^\\s*Minimal BASH-like "
              + "|^ec2-unikernel: .* can't be loaded"
              + "|^pvh-stub: (?!entering the kernel|there is no Xen)");

  /** What follows when something has failed, and does not say what. */
  private static final Pattern CONSEQUENCE =
      Pattern.compile(
          "you need to load the kernel first|^\\s*Failed to boot |^Entering rescue mode"
              + "|^grub( rescue)?> |^\\s*Minimal BASH-like |^ec2-unikernel: ");

  /** Lines of firmware, of GRUB 2 with its menu and its shell, and of our stub. */
  private static final Pattern LOADERS =
      Pattern.compile(
          "^\\s*$|^error: |^ec2-unikernel: |^BdsDxe: |^pvh-stub: |^Welcome to GRUB|^GRUB loading"
              + "|^\\s*GNU GRUB  version|^\\s*Booting ([`'\"]|a command list)"
              + "|^\\s*Falling back to|^Loading |^\\d+ {4}$|^Enter username: "
              + "|^\\s*(Aborted\\. *)?Press any key to (continue|exit)|^Aborted\\."
              + "|^WARNING: no console will be available to OS|^\\s*[|/\\\\+]"
              + "|^\\s*(Use the|Press enter|before booting|The highlighted entry|command-line)"
              + "|^\\s*(lists possible |device or file completions|ESC at any time)");

  /** The heading of GRUB's menu, and what it prints when it leaves it by itself. */
  private static final Pattern MENU_OPENS = Pattern.compile("^\\s*GNU GRUB  version");

  private static final Pattern MENU_CLOSES =
      Pattern.compile("^\\s*Booting ([`'\"]|a command list)");

  /**
   * The menu's border, its entries behind a blank or an asterisk, and its indented help. UEFI's
   * borders are of no UTF-8. A key leaves the menu without a word, so other lines are a kernel's.
   */
  private static final Pattern MENUS = Pattern.compile("^[\\s*+|\u2500-\u257f\ufffd]");

  /** The shim's words, and its Xen's: they come before the kernel's. */
  private static final Pattern SHIMS = Pattern.compile("^\\(XEN\\) ");

  /** Tells whether a line is one after which no kernel comes. */
  static boolean isFailure(String line) {
    return FAILURE.matcher(line).find();
  }

  /** Tells whether a line is an error of GRUB, which it may get over. */
  static boolean isError(String line) {
    return line.startsWith("error: ");
  }

  /** Tells whether a failure's line leaves open what has failed. */
  static boolean isConsequence(String line) {
    return CONSEQUENCE.matcher(line).find();
  }

  /**
   * Tells whether GRUB's menu is on the screen after a line.
   *
   * @param before whether it was before the line
   */
  static boolean showsMenu(String line, boolean before) {
    return MENU_OPENS.matcher(line).find() || (before && !MENU_CLOSES.matcher(line).find());
  }

  /** Tells whether a line may be of GRUB's menu where that is on the screen. */
  static boolean isMenus(String line) {
    return MENUS.matcher(line).find();
  }

  /** Tells whether a line is none of a kernel. */
  boolean isLoaders(String line) {
    return isFailure(line)
        || LOADERS.matcher(line).find()
        || (way == BootWay.SHIM && SHIMS.matcher(line).find());
  }
}
