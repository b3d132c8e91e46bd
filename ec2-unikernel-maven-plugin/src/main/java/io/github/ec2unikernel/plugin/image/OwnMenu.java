package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.GrubDevice;
import io.github.ec2unikernel.harness.disk.MenuEntry;
import io.github.ec2unikernel.harness.disk.MenuFile;
import io.github.ec2unikernel.harness.disk.MenuList;
import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks a project's own {@code menu.lst} against the disk that it is to boot. */
final class OwnMenu {

  private final Path file;
  private final PlannedDisk disk;
  private final MenuList menu;
  private final List<MenuProblem> problems = new ArrayList<>();

  private OwnMenu(Path file, PlannedDisk disk, MenuList menu) {
    this.file = file;
    this.disk = disk;
    this.menu = menu;
  }

  /**
   * Checks the menu of a plan, every entry of it, be it the default or not, and returns what
   * PV-GRUB passes over in it.
   *
   * @param file where the menu comes from
   * @throws InputException if an entry would not boot, or it names a place or file that the disk
   *     does not have; the message has the lines
   */
  static List<MenuProblem> check(Path file, DiskPlan plan) {
    return new OwnMenu(file, plan.asDisk(), MenuList.parse(plan.menu())).check();
  }

  private List<MenuProblem> check() {
    problems.addAll(menu.problems());
    menu.entries().forEach(this::check);
    problems.sort(Comparator.comparingInt(MenuProblem::line));
    if (problems.stream().noneMatch(MenuProblem::fatal)) {
      return problems;
    }
    if (problems.size() == 1) {
      MenuProblem problem = problems.get(0);
      String place = problem.line() == 0 ? "" : ", line " + problem.line();
      throw new InputException(
          "The menu %s%s: %s.".formatted(file, place, problem.text()), problem.hint());
    }
    StringBuilder text =
        new StringBuilder("The menu %s has %d problems:".formatted(file, problems.size()));
    problems.forEach(
        problem -> text.append("\n  ").append(problem).append(". ").append(problem.hint()));
    throw new InputException(text.toString(), "Correct the menu, or leave <menu> out.");
  }

  private void check(MenuEntry entry) {
    entry.kernel().ifPresent(kernel -> check(entry, kernel, "kernel"));
    entry.modules().forEach(module -> check(entry, module, "module"));
    entry.initrd().ifPresent(initrd -> check(entry, initrd, "initrd"));
  }

  private void check(MenuEntry entry, MenuFile named, String what) {
    if (!named.path().startsWith("/")) {
      return; // the parser has said so
    }
    GrubDevice here = GrubDevice.ofFirstDisk(disk.shape().partition());
    Optional<GrubDevice> device = named.device().or(entry::root);
    if (device.isPresent() && !device.get().equals(here)) {
      problem(
          named.line(),
          "the %s %s is looked for on %s, and the file system of this disk is %s"
              .formatted(what, named.path(), device.get(), here),
          "Write root %s, or choose another <profile>.".formatted(here));
    } else if (disk.find(named.path()).isEmpty()) {
      problem(
          named.line(),
          "the %s %s is not on the disk".formatted(what, named.path()),
          "The disk has: " + String.join(", ", disk.files().keySet()) + ".");
    }
  }

  private void problem(int line, String text, String hint) {
    problems.add(new MenuProblem(line, true, text, hint));
  }
}
