package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.io.Content;
import java.util.Map;

/**
 * What lies where on a disk that is to be written.
 *
 * @param shape where the file system lies
 * @param files what that holds, by paths from the root
 * @param starter what lies outside of it
 * @param fingerprint where the numbers come from that tell it from others
 */
record Blueprint(
    Shape shape, Map<String, Content> files, Starter starter, Fingerprint fingerprint) {

  /** Returns the files as a tree. */
  FileTree tree() {
    FileTree tree = new FileTree();
    files.forEach(tree::add);
    return tree;
  }
}
