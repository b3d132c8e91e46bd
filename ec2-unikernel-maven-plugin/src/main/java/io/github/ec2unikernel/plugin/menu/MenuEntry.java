package io.github.ec2unikernel.plugin.menu;

import java.util.List;

/**
 * An entry of a boot menu.
 *
 * @param title what the loader shows
 * @param root the device that holds the files, as GRUB names it: {@code (hd0,0)}
 * @param kernel the kernel's path on that device
 * @param arguments what follows the kernel's path on its command line, or empty
 * @param ramdiskMode how the ramdisks are handed over
 * @param ramdisks the paths of files for the kernel, in the order in which it gets them
 */
public record MenuEntry(
    String title,
    String root,
    String kernel,
    String arguments,
    RamdiskMode ramdiskMode,
    List<String> ramdisks) {

  /**
   * Checks that {@code menu.lst} can hold the values.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't; the message quotes the
   *     value and names the limit
   */
  public MenuEntry {
    ramdisks = List.copyOf(ramdisks);
    MenuLimits.requireTitle(title);
    MenuLimits.requirePath(kernel, "kernel");
    ramdisks.forEach(ramdisk -> MenuLimits.requirePath(ramdisk, "module"));
    MenuLimits.requireArguments(arguments);
    MenuLimits.requireCommandLine(commandLine(kernel, arguments));
  }

  /** Returns the kernel's command line as the guest gets it, its path first. */
  public String commandLine() {
    return commandLine(kernel, arguments);
  }

  private static String commandLine(String kernel, String arguments) {
    return arguments.isEmpty() ? kernel : kernel + " " + arguments;
  }
}
