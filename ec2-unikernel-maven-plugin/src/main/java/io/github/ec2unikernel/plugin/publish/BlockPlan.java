package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a disk goes into its snapshot.
 *
 * @param disk the disk
 * @param manifest what the snapshot will hold
 * @param parent the snapshot that it only differs from, or null if all of it is sent
 * @param blocks those to send, in ascending order
 */
public record BlockPlan(
    DiskSource disk, BlockManifest manifest, @Nullable Parent parent, List<DataBlock> blocks) {

  /** Takes a copy of the blocks. */
  public BlockPlan {
    blocks = List.copyOf(blocks);
  }

  /** Returns the plan that sends all blocks but those of zeros. */
  static BlockPlan full(DiskSource disk, BlockManifest manifest) {
    return new BlockPlan(disk, manifest, null, notNone(manifest.blocks()));
  }

  /** Returns the plan that sends what differs from the parent, zeros where it had data. */
  static BlockPlan delta(DiskSource disk, BlockManifest manifest, Parent parent) {
    Map<Integer, String> now = manifest.byIndex();
    Map<Integer, String> before = parent.manifest().byIndex();
    List<DataBlock> blocks = new ArrayList<>();
    for (DataBlock block : manifest.blocks()) {
      if (!block.sha256().equals(before.get(block.index()))) {
        blocks.add(block);
      }
    }
    for (DataBlock block : parent.manifest().blocks()) {
      if (!now.containsKey(block.index())) {
        // Left out, it would keep what the parent has there.
        blocks.add(DataBlock.ofZeros(block.index()));
      }
    }
    blocks.sort(Comparator.comparingInt(DataBlock::index));
    return new BlockPlan(
        disk,
        manifest,
        parent,
        blocks.isEmpty() ? notNone(manifest.blocks()).subList(0, 1) : blocks);
  }

  // AWS knows no snapshot of no blocks at all.
  private static List<DataBlock> notNone(List<DataBlock> blocks) {
    return blocks.isEmpty() ? List.of(DataBlock.ofZeros(0)) : blocks;
  }

  /** Returns whether only what differs from a parent is sent. */
  public boolean isDelta() {
    return parent != null;
  }

  /** Returns how many blocks the disk has, the last one perhaps in part. */
  public int totalBlocks() {
    return Math.toIntExact(
        (disk.size() + SnapshotWriter.BLOCK_SIZE - 1) / SnapshotWriter.BLOCK_SIZE);
  }

  /** Returns base64 of the SHA-256 over the blocks' raw digests in order, AWS's LINEAR. */
  String checksum() {
    MessageDigest digests = Sha256.start();
    blocks.forEach(block -> digests.update(Base64.getDecoder().decode(block.sha256())));
    return Base64.getEncoder().encodeToString(digests.digest());
  }

  /** Returns the parent's id. */
  public @Nullable String parentId() {
    return parent == null ? null : parent.snapshotId();
  }

  /** Returns the size of its EBS volume in GiB. */
  public int volumeSizeGib() {
    return disk.volumeSizeGib();
  }

  /** Returns how many bytes will be sent. */
  public long bytes() {
    return (long) blocks.size() * SnapshotWriter.BLOCK_SIZE;
  }
}
