package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;
import java.nio.charset.StandardCharsets;

/** The files that a file system is to hold, and the directories that follow from their paths. */
public final class FileTree {

  /** The directory that every file system has. */
  public static final String LOST_AND_FOUND = "lost+found";

  private static final int OPEN_TO_READ = 0755;
  private static final int OPEN_TO_OWNER = 0700;

  private final Node.Directory root = new Node.Directory(OPEN_TO_READ);
  private final Node.Directory lostAndFound = new Node.Directory(OPEN_TO_OWNER);

  /** Creates a tree with nothing but the directory that e2fsck moves lost files to. */
  public FileTree() {
    root.add(LOST_AND_FOUND, lostAndFound);
  }

  /**
   * Adds a file.
   *
   * @param path absolute, with slashes; its directories are created
   * @throws IllegalArgumentException if there is a node of that path, a file among its directories,
   *     or a name of no or over 255 bytes in it
   */
  public FileTree add(String path, Content content) {
    Node.Directory directory = root;
    String[] names = path.substring(1).split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      directory = child(directory, names[i]);
    }
    directory.add(checked(names[names.length - 1]), new Node.RegularFile(content));
    return this;
  }

  /** Returns how many bytes the files have together. */
  public long bytes() {
    return bytes(root);
  }

  private static long bytes(Node.Directory directory) {
    long total = 0;
    for (Node child : directory.children().values()) {
      total +=
          child instanceof Node.RegularFile file
              ? file.content().size()
              : bytes((Node.Directory) child);
    }
    return total;
  }

  Node.Directory root() {
    return root;
  }

  Node.Directory lostAndFound() {
    return lostAndFound;
  }

  private static Node.Directory child(Node.Directory parent, String name) {
    Node child = parent.children().get(name);
    if (child == null) {
      Node.Directory created = new Node.Directory(OPEN_TO_READ);
      parent.add(checked(name), created);
      return created;
    }
    if (child instanceof Node.Directory directory) {
      return directory;
    }
    throw new IllegalArgumentException(name + " is a file, not a directory");
  }

  private static String checked(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > DirectoryEntry.MAX_NAME) {
      throw new IllegalArgumentException("a name of " + length + " bytes");
    }
    return name;
  }
}
