package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;

/**
 * A name for another path, which need not exist.
 *
 * @param target the other path
 */
record SymbolicLink(Content target, Attributes attributes) implements Node {

  /** The most bytes of a target, which Linux ends with a zero within a page. */
  static final int MAX_TARGET = 4095;

  /** Targets below this size are in the inode itself. */
  static final int SHORT = 60;

  SymbolicLink {
    if (target.size() == 0 || target.size() > MAX_TARGET) {
      throw new IllegalArgumentException("a link's target of " + target.size() + " bytes");
    }
  }
}
