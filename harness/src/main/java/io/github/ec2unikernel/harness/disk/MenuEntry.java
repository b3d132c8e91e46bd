package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a GRUB legacy menu.
 *
 * @param line where its title stands, from 1
 * @param title the title
 * @param lines its commands that GRUB knows, in order
 */
public record MenuEntry(int line, String title, List<MenuLine> lines) {

  /** Copies the list. */
  public MenuEntry {
    lines = List.copyOf(lines);
  }

  /** Returns the device that the last {@code root} line names, if that is one. */
  public Optional<GrubDevice> root() {
    Optional<GrubDevice> root = Optional.empty();
    for (MenuLine each : lines) {
      if (isRoot(each)) {
        root = GrubDevice.parse(each.firstWord());
      }
    }
    return root;
  }

  /** Returns the kernel of the last kernel line, if there is one. */
  public Optional<MenuFile> kernel() {
    Optional<MenuFile> kernel = Optional.empty();
    for (MenuLine each : lines) {
      if (each.command().equals("kernel")) {
        kernel = Optional.of(MenuFile.of(each));
      }
    }
    return kernel;
  }

  /** Returns the modules that reach the kernel: an initrd line drops those before it. */
  public List<MenuFile> modules() {
    List<MenuFile> modules = new ArrayList<>();
    for (MenuLine each : lines) {
      if (isModule(each)) {
        modules.add(MenuFile.of(each));
      } else if (each.command().equals("initrd")) {
        modules.clear();
      }
    }
    return modules;
  }

  /** Returns the ramdisk that reaches the kernel, if one does: a module line drops it. */
  public Optional<MenuFile> initrd() {
    Optional<MenuFile> initrd = Optional.empty();
    for (MenuLine each : lines) {
      if (each.command().equals("initrd")) {
        initrd = Optional.of(MenuFile.of(each));
      } else if (isModule(each)) {
        initrd = Optional.empty();
      }
    }
    return initrd;
  }

  static boolean isRoot(MenuLine line) {
    return line.command().equals("root") || line.command().equals("rootnoverify");
  }

  static boolean isModule(MenuLine line) {
    return line.command().equals("module") || line.command().equals("modulenounzip");
  }
}
