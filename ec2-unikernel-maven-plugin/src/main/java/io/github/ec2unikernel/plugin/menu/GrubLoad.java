package io.github.ec2unikernel.plugin.menu;

/**
 * A file that GRUB 2 loads.
 *
 * @param command what loads it, such as {@code multiboot2} or {@code module2}
 * @param path the file's path on the disk
 * @param arguments what is handed over with it
 */
public record GrubLoad(String command, String path, GrubArguments arguments) {

  /**
   * Checks that {@code grub.cfg} can hold the values.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't
   */
  public GrubLoad {
    MenuLimits.requirePath(path, command.startsWith("module") ? "module" : "kernel");
    MenuLimits.requireOneLineArguments(arguments.text());
  }

  /** Creates one of a file that is loaded without arguments. */
  public static GrubLoad of(String command, String path) {
    return new GrubLoad(command, path, new GrubArguments(""));
  }

  /** Returns the command as GRUB's shell has it. */
  String script() {
    String line = command + " " + GrubArguments.quote(path);
    return arguments.text().isEmpty() ? line : line + " " + arguments.script();
  }
}
