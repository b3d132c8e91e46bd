package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory of a tree, with its children in the order of their names. Methods that add one throw
 * {@link IllegalArgumentException} if there is a child of that name.
 */
public final class Directory implements Node {

  /** The most directories in one: with more, Linux's ext2 could not count the links to it. */
  public static final int MAX_DIRECTORIES = 32_000 - 2;

  private final SortedMap<FileName, Node> children = new TreeMap<>();
  private Attributes attributes;
  private int directories;

  Directory(Attributes attributes) {
    this.attributes = attributes;
  }

  /** Adds a regular file. */
  public void addFile(FileName name, Content content, Attributes attributes) {
    add(name, new RegularFile(content, attributes));
  }

  /**
   * Adds a symbolic link.
   *
   * @param target at most {@link SymbolicLink#MAX_TARGET} bytes, kept as they are
   */
  public void addLink(FileName name, byte[] target, Attributes attributes) {
    add(name, new SymbolicLink(Content.of(target.clone()), attributes));
  }

  /** Adds an empty directory and returns it; of these there can be {@link #MAX_DIRECTORIES}. */
  public Directory addDirectory(FileName name, Attributes attributes) {
    if (directories == MAX_DIRECTORIES) {
      throw new IllegalArgumentException("more than " + directories + " directories in one");
    }
    Directory directory = new Directory(attributes);
    add(name, directory);
    return directory;
  }

  void add(FileName name, Node child) {
    if (children.putIfAbsent(name, child) != null) {
      throw new IllegalArgumentException("two nodes of the name " + name);
    }
    if (child instanceof Directory) {
      directories++;
    }
  }

  /** Changes what it has besides its children. */
  public void setAttributes(Attributes attributes) {
    this.attributes = attributes;
  }

  SortedMap<FileName, Node> children() {
    return Collections.unmodifiableSortedMap(children);
  }

  /** Returns how many of the children are directories. */
  int directories() {
    return directories;
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }
}
