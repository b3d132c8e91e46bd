package io.github.ec2unikernel.plugin.fat;

import io.github.ec2unikernel.plugin.io.Content;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Where all lies in a FAT16 file system of the smallest size that its files fit into. */
public final class FatLayout {

  private final FatGeometry geometry;
  private final long firstSector;
  private final FatNode root;
  private final IdentityHashMap<FatNode, Integer> clusters = new IdentityHashMap<>();

  private FatLayout(FatGeometry geometry, long firstSector, FatNode root) {
    this.geometry = geometry;
    this.firstSector = firstSector;
    this.root = root;
    int next = FatGeometry.FIRST_CLUSTER;
    for (FatNode node : root.below()) {
      int count = Math.toIntExact(count(node, geometry.clusterSize()));
      clusters.put(node, count == 0 ? 0 : next);
      next += count;
    }
  }

  /**
   * Lays files out.
   *
   * @param files by paths without a slash before them, of names of eight characters and three
   * @param firstSector where the file system lies on its disk
   * @throws io.github.ec2unikernel.harness.model.InputException if they are too large
   */
  public static FatLayout of(Map<String, Content> files, long firstSector) {
    FatNode root = FatNode.directory("");
    files.forEach(root::add);
    FatGeometry geometry =
        FatGeometry.of(size -> root.below().stream().mapToLong(node -> count(node, size)).sum());
    return new FatLayout(geometry, firstSector, root);
  }

  private static long count(FatNode node, int clusterSize) {
    return -Math.floorDiv(-node.size(), (long) clusterSize);
  }

  /** Returns its length in bytes, of whole MiB. */
  public long size() {
    return geometry.sectors() * FatGeometry.SECTOR;
  }

  FatGeometry geometry() {
    return geometry;
  }

  long firstSector() {
    return firstSector;
  }

  FatNode root() {
    return root;
  }

  /** Returns all but the root directory, in the order of their clusters. */
  List<FatNode> nodes() {
    return root.below();
  }

  /** Returns a node's first cluster, or 0 for the root directory and an empty file. */
  int cluster(FatNode node) {
    return clusters.getOrDefault(node, 0);
  }

  /** Returns how many clusters a node has. */
  int count(FatNode node) {
    return Math.toIntExact(count(node, geometry.clusterSize()));
  }
}
