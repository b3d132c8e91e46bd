package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;

/** The files that a file system is to hold, and its directories. */
public final class FileTree {

  /** The directory that every file system has. */
  public static final String LOST_AND_FOUND = "lost+found";

  private final Directory root = new Directory(Attributes.DIRECTORY);
  private final Directory lostAndFound;

  /** Creates a tree with nothing but the directory that e2fsck moves lost files to. */
  public FileTree() {
    lostAndFound = root.addDirectory(FileName.of(LOST_AND_FOUND), Attributes.PRIVATE_DIRECTORY);
  }

  /**
   * Adds a file that all may read.
   *
   * @param path absolute, with slashes; its directories are created
   * @throws IllegalArgumentException if there is a node of that path, a file among its directories,
   *     or a part of it that is no {@link FileName}
   */
  public FileTree add(String path, Content content) {
    Directory directory = root;
    String[] names = path.substring(1).split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      directory = child(directory, FileName.of(names[i]));
    }
    directory.addFile(FileName.of(names[names.length - 1]), content, Attributes.FILE);
    return this;
  }

  /** Returns the root directory. */
  public Directory root() {
    return root;
  }

  /** Returns the directory {@value #LOST_AND_FOUND}. */
  public Directory lostAndFound() {
    return lostAndFound;
  }

  /** Returns how many bytes the files have together. */
  public long bytes() {
    return bytes(root);
  }

  private static long bytes(Directory directory) {
    long total = 0;
    for (Node child : directory.children().values()) {
      if (child instanceof RegularFile file) {
        total += file.content().size();
      } else if (child instanceof Directory below) {
        total += bytes(below);
      }
    }
    return total;
  }

  /** Returns the length in bytes of the longest target of a symbolic link, or 0. */
  long longestTarget() {
    return longestTarget(root);
  }

  private static long longestTarget(Directory directory) {
    long longest = 0;
    for (Node child : directory.children().values()) {
      if (child instanceof SymbolicLink link) {
        longest = Math.max(longest, link.target().size());
      } else if (child instanceof Directory below) {
        longest = Math.max(longest, longestTarget(below));
      }
    }
    return longest;
  }

  private static Directory child(Directory parent, FileName name) {
    Node child = parent.children().get(name);
    if (child == null) {
      return parent.addDirectory(name, Attributes.DIRECTORY);
    }
    if (child instanceof Directory directory) {
      return directory;
    }
    throw new IllegalArgumentException(name + " is a file, not a directory");
  }
}
