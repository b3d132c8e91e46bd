package io.github.ec2unikernel.plugin.menu;

import java.util.List;

/**
 * A boot menu with one entry, whose files lie in the root directory of the first partition.
 *
 * @param title what the loader shows
 * @param kernel the kernel's file name
 * @param arguments what follows the kernel's name on its command line, or empty
 * @param modules the modules' file names, in the order in which the kernel gets them
 */
public record Menu(String title, String kernel, String arguments, List<String> modules) {

  /** The title that ec2-unikernel gives. */
  public static final String DEFAULT_TITLE = "unikernel_boot";

  /**
   * Checks that {@code menu.lst} can hold the values.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't; the message quotes the
   *     value and names the limit
   */
  public Menu {
    modules = List.copyOf(modules);
    MenuLimits.requireTitle(title);
    MenuLimits.requireName(kernel, "kernel");
    modules.forEach(module -> MenuLimits.requireName(module, "module"));
    MenuLimits.requireArguments(arguments);
    MenuLimits.requireCommandLine(commandLine(kernel, arguments));
  }

  /** Returns the kernel's command line as the guest gets it, its path first. */
  public String commandLine() {
    return commandLine(kernel, arguments);
  }

  private static String commandLine(String kernel, String arguments) {
    return arguments.isEmpty() ? "/" + kernel : "/" + kernel + " " + arguments;
  }
}
