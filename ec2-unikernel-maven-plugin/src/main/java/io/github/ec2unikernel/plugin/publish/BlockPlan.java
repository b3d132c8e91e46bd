package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.List;

/**
 * What of a disk goes into its snapshot.
 *
 * @param disk the disk
 * @param totalBlocks how many blocks the disk has, the last one perhaps in part
 * @param blocks those to send, in ascending order
 * @param checksum base64 of the SHA-256 over their raw digests in that order, AWS's LINEAR
 *     aggregation
 */
public record BlockPlan(DiskSource disk, int totalBlocks, List<DataBlock> blocks, String checksum) {

  /** Takes a copy of the blocks. */
  public BlockPlan {
    blocks = List.copyOf(blocks);
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
