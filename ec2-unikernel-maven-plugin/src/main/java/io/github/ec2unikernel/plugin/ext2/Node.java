package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file or directory of a tree that is to become a file system. */
sealed interface Node {

  /** Returns type and permissions as an inode has them. */
  int mode();

  /** Returns the type as a directory entry has it. */
  int entryType();

  /** A regular file that all may read. */
  record RegularFile(Content content) implements Node {
    @Override
    public int mode() {
      return Inode.TYPE_REGULAR | 0644;
    }

    @Override
    public int entryType() {
      return DirectoryEntry.TYPE_REGULAR;
    }
  }

  /** A directory, with its children sorted by name. */
  final class Directory implements Node {

    private final int permissions;
    private final SortedMap<String, Node> children = new TreeMap<>();

    Directory(int permissions) {
      this.permissions = permissions;
    }

    void add(String name, Node child) {
      if (children.putIfAbsent(name, child) != null) {
        throw new IllegalArgumentException("two nodes of the name " + name);
      }
    }

    SortedMap<String, Node> children() {
      return Collections.unmodifiableSortedMap(children);
    }

    @Override
    public int mode() {
      return Inode.TYPE_DIRECTORY | permissions;
    }

    @Override
    public int entryType() {
      return DirectoryEntry.TYPE_DIRECTORY;
    }
  }
}
