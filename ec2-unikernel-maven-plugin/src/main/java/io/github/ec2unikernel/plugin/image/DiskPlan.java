package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.io.Content;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A disk before it is written.
 *
 * @param profile how it is laid out
 * @param menu the boot menu, as {@code menu.lst} has it
 * @param files what else the project puts on it, by paths from the root
 */
record DiskPlan(Profile profile, String menu, Map<String, Content> files) {

  /** Returns the menu's bytes. */
  byte[] menuBytes() {
    return menu.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns all its files. */
  FileTree tree() {
    FileTree tree = new FileTree();
    Content text = Content.of(menuBytes());
    profile.menu().paths().forEach(path -> tree.add(path, text));
    profile
        .companions()
        .forEach((path, file) -> tree.add(path, Content.of(file.getBytes(StandardCharsets.UTF_8))));
    files.forEach(tree::add);
    return tree;
  }
}
