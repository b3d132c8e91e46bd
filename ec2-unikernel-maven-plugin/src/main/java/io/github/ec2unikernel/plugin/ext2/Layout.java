package io.github.ec2unikernel.plugin.ext2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything in a file system lies and what its metadata says. It follows from names and
 * sizes alone; nothing is read and nothing written to find it.
 */
public final class Layout {

  /** Blocks are of 1 KiB below so much content, for less waste, and of 4 KiB beyond, for speed. */
  static final long LARGE_CONTENT = 64L << 20;

  /** File systems are a multiple of so many bytes. */
  private static final int UNIT = 1 << 20;

  private final Geometry geometry;
  private final BlockTree blockTree;
  private final List<PlacedNode> nodes;
  private final Groups groups;
  private final long usedPlaces;
  private final int lastInode;

  private Layout(Geometry geometry, List<PlacedNode> nodes) {
    PlacedNode last = nodes.get(nodes.size() - 1);
    this.geometry = geometry;
    this.blockTree = new BlockTree(geometry);
    this.nodes = nodes;
    this.usedPlaces = last.firstPlace() + last.blocks();
    this.lastInode = last.inode();
    this.groups = Groups.of(geometry, usedPlaces, lastInode, UNIT / geometry.blockSize());
  }

  /** Lays out a tree, with the block size that suits its content. */
  public static Layout of(FileTree tree) {
    return of(tree, tree.bytes() < LARGE_CONTENT ? Geometry.SMALL_BLOCK : Geometry.LARGE_BLOCK);
  }

  static Layout of(FileTree tree, int blockSize) {
    Geometry geometry = new Geometry(blockSize);
    return new Layout(geometry, Placement.of(tree, geometry));
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
        nodes.stream().anyMatch(node -> node.content().size() >= Inode.LARGE_FILE),
        identity);
  }

  Inode inode(PlacedNode node, Identity identity) {
    return new Inode(
        node.mode(),
        node.content().size(),
        node.links(),
        node.blocks() * geometry.sectorsPerBlock(),
        identity.seconds(),
        pointers(node));
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

  private int directories(int group) {
    long first = (long) group * groups.inodesPerGroup() + 1;
    return (int)
        nodes.stream()
            .filter(PlacedNode::isDirectory)
            .filter(node -> node.inode() >= first)
            .filter(node -> node.inode() < first + groups.inodesPerGroup())
            .count();
  }
}
