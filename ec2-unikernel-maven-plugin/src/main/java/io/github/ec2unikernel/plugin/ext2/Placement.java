package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Numbers the nodes of a tree and lines up their data: the root directory, lost+found, the other
 * directories, then the files and links, each in the order of their paths.
 */
final class Placement {

  /** Room for lost files, so that e2fsck needs no free block to save them; as mke2fs has it. */
  private static final int LOST_AND_FOUND_BYTES = 16 << 10;

  private record Item(Node node, Directory parent) {}

  private final FileTree tree;
  private final Geometry geometry;
  private final BlockTree blockTree;
  private final List<Item> items = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();

  private Placement(FileTree tree, Geometry geometry) {
    this.tree = tree;
    this.geometry = geometry;
    this.blockTree = new BlockTree(geometry);
  }

  /** Returns the placed nodes in the order of their inode numbers and of their places. */
  static List<PlacedNode> of(FileTree tree, Geometry geometry) {
    Placement placement = new Placement(tree, geometry);
    placement.number(tree.root());
    return placement.placed();
  }

  private void number(Directory root) {
    add(root, root);
    // e2fsck, like all the world, expects lost+found to be inode 11.
    add(tree.lostAndFound(), root);
    addDirectories(root);
    addFiles(root);
  }

  private void addDirectories(Directory parent) {
    for (Node child : parent.children().values()) {
      if (child instanceof Directory directory) {
        if (!numbers.containsKey(directory)) {
          add(directory, parent);
        }
        addDirectories(directory);
      }
    }
  }

  private void addFiles(Directory parent) {
    for (Node child : parent.children().values()) {
      if (child instanceof Directory directory) {
        addFiles(directory);
      } else {
        add(child, parent);
      }
    }
  }

  private void add(Node node, Directory parent) {
    numbers.put(node, items.isEmpty() ? Inode.ROOT : Inode.FIRST_FREE - 1 + items.size());
    items.add(new Item(node, parent));
  }

  private List<PlacedNode> placed() {
    List<PlacedNode> placed = new ArrayList<>(items.size());
    long place = 0;
    for (Item item : items) {
      Content content = content(item);
      long dataBlocks = isInInode(item.node()) ? 0 : geometry.blocksFor(content.size());
      long blocks = blockTree.count(dataBlocks);
      placed.add(
          new PlacedNode(
              number(item.node()),
              item.node(),
              links(item.node()),
              content,
              dataBlocks,
              place,
              blocks));
      place += blocks;
    }
    return List.copyOf(placed);
  }

  private Content content(Item item) {
    if (item.node() instanceof RegularFile file) {
      return file.content();
    }
    if (item.node() instanceof SymbolicLink link) {
      return link.target();
    }
    Directory directory = (Directory) item.node();
    List<DirectoryEntry> entries = new ArrayList<>();
    entries.add(entry(FileName.SELF, directory));
    entries.add(entry(FileName.PARENT, item.parent()));
    directory.children().forEach((name, child) -> entries.add(entry(name, child)));
    boolean saves = directory.equals(tree.lostAndFound());
    long minimum = saves ? Math.min(geometry.blocksFor(LOST_AND_FOUND_BYTES), BlockTree.DIRECT) : 1;
    return Content.of(new DirectoryBlocks(entries, geometry.blockSize(), (int) minimum).toBytes());
  }

  private DirectoryEntry entry(FileName name, Node node) {
    return new DirectoryEntry(number(node), node.entryType(), name);
  }

  private int number(Node node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalStateException("a node without a number");
    }
    return number;
  }

  private static int links(Node node) {
    // A directory has its name, its ".", and ".." of every directory in it.
    return node instanceof Directory directory ? 2 + directory.directories() : 1;
  }

  private static boolean isInInode(Node node) {
    return node instanceof SymbolicLink link && link.target().size() < SymbolicLink.SHORT;
  }
}
