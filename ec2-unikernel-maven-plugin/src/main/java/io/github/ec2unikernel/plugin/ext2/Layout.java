package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where everything in a file system lies and what its metadata says. It follows from names and
 * sizes alone; nothing is read and nothing written to find it.
 */
public final class Layout {

  /** The most bytes of a file: i_blocks counts it and its pointers in 512 bytes, with 32 bits. */
  public static final long MAX_FILE = (2L << 40) - (4L << 30);

  /** The most bytes of a file system: 32 bits number its blocks. */
  public static final long MAX_SIZE = (16L << 40) - (1L << 30);

  /** Blocks are of 1 KiB below so much content, for less waste, and of 4 KiB beyond, for speed. */
  static final long LARGE_CONTENT = 64L << 20;

  /** What a file of 1 KiB blocks can hold at least; a link with its end mark takes one block. */
  private static final long SMALL_BLOCKS_REACH = 8L << 30;

  /** A file system of a given size has an inode for so many bytes, as mke2fs has it. */
  private static final int BYTES_PER_INODE = 16 << 10;

  /** File systems are a multiple of so many bytes. */
  private static final int UNIT = 1 << 20;

  private final Geometry geometry;
  private final BlockTree blockTree;
  private final List<PlacedNode> nodes;
  private final Groups groups;
  private final long usedPlaces;
  private final int lastInode;
  private final int directories;
  private final boolean largeFiles;

  private Layout(Geometry geometry, List<PlacedNode> nodes, Groups groups) {
    this.geometry = geometry;
    this.blockTree = new BlockTree(geometry);
    this.nodes = nodes;
    this.usedPlaces = usedPlaces(nodes);
    this.lastInode = nodes.get(nodes.size() - 1).inode();
    this.directories = (int) nodes.stream().filter(n -> n.node() instanceof Directory).count();
    this.largeFiles = nodes.stream().anyMatch(n -> n.content().size() >= Inode.LARGE_FILE);
    this.groups = groups;
  }

  /**
   * Lays out a tree in a file system of the smallest size, with the blocks that suit its content.
   */
  public static Layout of(FileTree tree) {
    return of(tree, blockSize(tree, tree.bytes()));
  }

  static Layout of(FileTree tree, int blockSize) {
    Geometry geometry = new Geometry(blockSize);
    List<PlacedNode> nodes = Placement.of(tree, geometry);
    return new Layout(geometry, nodes, least(geometry, nodes));
  }

  /**
   * Lays out a tree in a file system of so many bytes, or of a few less than that, with inodes for
   * more files than there are.
   *
   * @return it, or nothing if the tree needs more
   */
  public static Optional<Layout> ofSize(FileTree tree, long size) {
    // Small blocks waste less in the last one of each file, large ones need fewer pointers.
    if (blockSize(tree, size) == Geometry.SMALL_BLOCK) {
      return ofSize(tree, size, Geometry.SMALL_BLOCK)
          .or(() -> ofSize(tree, size, Geometry.LARGE_BLOCK));
    }
    Optional<Layout> layout = ofSize(tree, size, Geometry.LARGE_BLOCK);
    return layout.isEmpty() && canBeSmall(tree) ? ofSize(tree, size, Geometry.SMALL_BLOCK) : layout;
  }

  static Optional<Layout> ofSize(FileTree tree, long size, int blockSize) {
    Geometry geometry = new Geometry(blockSize);
    List<PlacedNode> nodes = Placement.of(tree, geometry);
    long blocks = size / blockSize;
    long inodes = nodes.get(nodes.size() - 1).inode();
    long places = usedPlaces(nodes);
    return Groups.ofSize(geometry, blocks, places, Math.max(inodes, size / BYTES_PER_INODE))
        .or(() -> Groups.ofSize(geometry, blocks, places, inodes))
        .or(() -> Optional.of(least(geometry, nodes)).filter(groups -> groups.blocks() <= blocks))
        .map(groups -> new Layout(geometry, nodes, groups));
  }

  /** Returns the size in bytes of the smallest file system that holds a tree. */
  public static long leastSize(FileTree tree) {
    long large = of(tree, Geometry.LARGE_BLOCK).size();
    return canBeSmall(tree) ? Math.min(large, of(tree, Geometry.SMALL_BLOCK).size()) : large;
  }

  private static int blockSize(FileTree tree, long size) {
    return size < LARGE_CONTENT && canBeSmall(tree) ? Geometry.SMALL_BLOCK : Geometry.LARGE_BLOCK;
  }

  private static boolean canBeSmall(FileTree tree) {
    return tree.bytes() < SMALL_BLOCKS_REACH && tree.longestTarget() < Geometry.SMALL_BLOCK;
  }

  private static Groups least(Geometry geometry, List<PlacedNode> nodes) {
    int inodes = nodes.get(nodes.size() - 1).inode();
    return Groups.of(geometry, usedPlaces(nodes), inodes, UNIT / geometry.blockSize());
  }

  private static long usedPlaces(List<PlacedNode> nodes) {
    PlacedNode last = nodes.get(nodes.size() - 1);
    return last.firstPlace() + last.blocks();
  }

  /** Returns the file system's length in bytes. */
  public long size() {
    return groups.blocks() * geometry.blockSize();
  }

  Geometry geometry() {
    return geometry;
  }

  BlockTree blockTree() {
    return blockTree;
  }

  Groups groups() {
    return groups;
  }

  /** Returns the nodes in the order of their inodes and of their data. */
  List<PlacedNode> nodes() {
    return nodes;
  }

  /** Returns the node with an inode number, or null if that is reserved or free. */
  @Nullable PlacedNode node(long inode) {
    if (inode == Inode.ROOT) {
      return nodes.get(0);
    }
    boolean taken = inode >= Inode.FIRST_FREE && inode <= lastInode;
    return taken ? nodes.get((int) inode - Inode.FIRST_FREE + 1) : null;
  }

  /** Returns how many of a group's blocks are in use; they are its first ones. */
  int usedBlocks(int group) {
    long data = groups.firstPlace(group + 1) - groups.firstPlace(group);
    long used = Math.max(0, Math.min(data, usedPlaces - groups.firstPlace(group)));
    return groups.metadataBlocks(group) + (int) used;
  }

  /** Returns how many of a group's inodes are in use; they are its first ones. */
  int usedInodes(int group) {
    long before = (long) group * groups.inodesPerGroup();
    return (int) Math.max(0, Math.min(groups.inodesPerGroup(), lastInode - before));
  }

  GroupDescriptor descriptor(int group) {
    return new GroupDescriptor(
        groups.blockBitmap(group),
        groups.inodeBitmap(group),
        groups.inodeTable(group),
        groups.size(group) - usedBlocks(group),
        groups.inodesPerGroup() - usedInodes(group),
        directories(group));
  }

  Superblock superblock(int group, Identity identity) {
    return new Superblock(
        groups.inodes(),
        groups.blocks(),
        groups.places() - usedPlaces,
        groups.inodes() - lastInode,
        geometry,
        groups.inodesPerGroup(),
        group,
        largeFiles,
        identity);
  }

  /** Returns where a group's superblock begins, in bytes of the file system. */
  long superblockOffset(int group) {
    // The first one keeps clear of the sectors that boot code may take.
    return group == 0 ? Superblock.OFFSET : groups.start(group) * geometry.blockSize();
  }

  Inode inode(PlacedNode node, Identity identity) {
    return new Inode(
        node.node().mode(),
        node.content().size(),
        node.links(),
        node.blocks() * geometry.sectorsPerBlock(),
        (int) node.node().attributes().time().orElse(identity.time()).getEpochSecond(),
        node.isShortLink() ? words(node.content()) : pointers(node));
  }

  private List<Long> pointers(PlacedNode node) {
    List<Long> pointers = new ArrayList<>();
    for (int i = 0; i < BlockTree.DIRECT; i++) {
      pointers.add(i < node.dataBlocks() ? groups.blockAt(node.firstPlace() + i) : 0L);
    }
    for (int level = 1; level <= BlockTree.LEVELS; level++) {
      long place = blockTree.indirect(level, node.dataBlocks());
      pointers.add(place < 0 ? 0L : groups.blockAt(node.firstPlace() + place));
    }
    return pointers;
  }

  /** Returns a short link's target as the 15 words that stand in the pointers' place. */
  private static List<Long> words(Content target) {
    ByteBuffer bytes = ByteBuffer.allocate(SymbolicLink.SHORT).order(ByteOrder.LITTLE_ENDIAN);
    try (ContentReader reader = target.open()) {
      reader.fill(bytes.limit((int) target.size()));
    }
    IntBuffer words = bytes.clear().asIntBuffer();
    List<Long> result = new ArrayList<>();
    while (words.hasRemaining()) {
      result.add((long) words.get());
    }
    return result;
  }

  /** Directories have the root's inode, then the first ones that are not reserved. */
  private int directories(int group) {
    long from = (long) group * groups.inodesPerGroup() + 1;
    long to = from + groups.inodesPerGroup();
    long first = Math.max(from, Inode.FIRST_FREE);
    long end = Math.min(to, Inode.FIRST_FREE + directories - 1);
    return (int) Math.max(0, end - first) + (group == 0 ? 1 : 0);
  }
}
