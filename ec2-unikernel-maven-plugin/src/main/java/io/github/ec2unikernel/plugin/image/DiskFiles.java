package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.menu.Menu;
import io.github.ec2unikernel.plugin.menu.MenuWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files on a disk.
 *
 * @param menu the boot menu
 * @param byName kernel and modules, by their names in the root directory
 */
record DiskFiles(Menu menu, Map<String, Content> byName) {

  /** Where PV-GRUB 1.04 and later finds the menu, and where older ones look only. */
  private static final List<String> MENU_PATHS = List.of("/grub/menu.lst", "/boot/grub/menu.lst");

  private static final Set<String> TAKEN = Set.of("grub", "boot", FileTree.LOST_AND_FOUND);

  /**
   * Collects the files of a request.
   *
   * @throws InputException if one can't be read, two have one name, or the menu can't hold a value
   */
  static DiskFiles of(ImageRequest request, ImageListener listener) {
    Map<String, Content> byName = new LinkedHashMap<>();
    Map<String, Path> origins = new LinkedHashMap<>();
    String kernel = add(request.kernel(), "kernel", byName, origins, listener);
    List<String> modules = new ArrayList<>();
    for (Path module : request.modules()) {
      modules.add(add(module, "module", byName, origins, listener));
    }
    Menu menu = new Menu(request.title(), kernel, request.arguments(), modules);
    return new DiskFiles(menu, byName);
  }

  private static String add(
      Path file,
      String what,
      Map<String, Content> byName,
      Map<String, Path> origins,
      ImageListener listener) {
    Content content = Content.of(file, what);
    String name = String.valueOf(file.getFileName());
    if (TAKEN.contains(name)) {
      throw new InputException(
          "The %s %s can't be named '%s': the disk has a directory of that name."
              .formatted(what, file, name),
          "Rename the file.");
    }
    Path other = origins.putIfAbsent(name, file);
    if (other != null) {
      throw new InputException(
          "The %s %s and %s would have one name on the disk, '%s'."
              .formatted(what, file, other, name),
          "Rename one of the files.");
    }
    byName.put(name, new ReportedContent(content, () -> listener.fileCopied(name, content.size())));
    return name;
  }

  /** Returns the tree that they make on the disk. */
  FileTree tree() {
    FileTree tree = new FileTree();
    Content text = Content.of(MenuWriter.write(menu));
    MENU_PATHS.forEach(path -> tree.add(path, text));
    byName.forEach((name, content) -> tree.add("/" + name, content));
    return tree;
  }
}
