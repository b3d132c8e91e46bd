package io.github.ec2unikernel.plugin.menu;

/**
 * A file that GRUB 2 loads.
 *
 * @param command what loads it, such as {@code multiboot2} or {@code module2}
 * @param path the file's path on the disk
 * @param arguments what is handed over with it
 * @param asItIs whether a compressed file is to stay compressed, as GRUB unpacks others
 */
public record GrubLoad(String command, String path, GrubArguments arguments, boolean asItIs) {

  /**
   * Checks that {@code grub.cfg} can hold the values.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't
   */
  public GrubLoad {
    MenuLimits.requirePath(path, command.startsWith("module") ? "module" : "kernel");
    MenuLimits.requireOneLineArguments(arguments.text());
  }

  /** Creates one of a file that GRUB unpacks if it is compressed. */
  public GrubLoad(String command, String path, GrubArguments arguments) {
    this(command, path, arguments, false);
  }

  /** Creates one of a module that gets there with its very bytes. */
  public static GrubLoad asItIs(String command, String path) {
    return new GrubLoad(command, path, new GrubArguments(""), true);
  }

  /** Creates one of a file that is loaded without arguments. */
  public static GrubLoad of(String command, String path) {
    return new GrubLoad(command, path, new GrubArguments(""));
  }

  /** Returns the command as GRUB's shell has it. */
  String script() {
    String line = command + (asItIs ? " --nounzip " : " ") + GrubArguments.quote(path);
    return arguments.text().isEmpty() ? line : line + " " + arguments.script();
  }
}
