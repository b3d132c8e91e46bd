package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;

/**
 * Hears what happens while an image is published. Calls come one at a time, {@link #blockUploaded}
 * from other threads than the publisher's.
 */
public interface PublishListener {

  /** The PV-GRUB kernel that the machine image will boot was found. */
  default void kernelFound(PvGrubKernel kernel) {}

  /** How the machine image boots, and what decides where it launches, is known. */
  default void launchKnown(LaunchImage launch) {}

  /** Something will go wrong later, though nothing has failed yet; the text says what and why. */
  default void warning(String text) {}

  /** A disk was read: so many of its blocks hold data and will be sent. */
  default void imageRead(BlockPlan plan) {}

  /** A disk has a snapshot already, that of another machine image; it is not sent. */
  default void snapshotReused(DiskSource disk, Snapshot snapshot) {}

  /** A disk is not sent as a change of its newest release's snapshot; the text says why. */
  default void notDescended(DiskSource disk, String snapshotId, String why) {}

  /** A snapshot exists from now on. */
  default void snapshotStarted(String snapshotId, int volumeSizeGib) {}

  /** So many of all blocks with data of the disk sent now are in its snapshot. */
  default void blockUploaded(int done, int total) {}

  /** An object of so many bytes is being sent to S3; its blocks are told as those of a disk. */
  default void objectStarted(String url, long bytes) {}

  /** AWS imports a disk from now on. */
  default void importStarted(String taskId) {}

  /** The import is so many percents done, and at that; either text may be empty. */
  default void importProgress(String taskId, String percents, String what) {}

  /** The complete snapshot was read back, and every block is what it should be. */
  default void snapshotVerified(String snapshotId) {}

  /** The snapshot is complete. */
  default void snapshotCompleted(Snapshot snapshot) {}

  /** A machine image exists from now on, not yet available. */
  default void imageRegistered(String imageId, String name) {}

  /** The machine image is available. */
  default void published(MachineImage image) {}

  /** An image, and its snapshots where EBS can, is shared with more or fewer than before. */
  default void shared(MachineImage image, Sharing sharing) {}

  /** A further region has no image, and the run goes on. */
  default void regionFailed(FailedRegion region) {}

  /** The account has a machine image of this content; nothing is sent. */
  default void reused(MachineImage image) {}

  /** Something that a failed or killed run made was deleted again. */
  default void undone(String id) {}

  /** Something that a failed or killed run made could not be deleted. */
  default void leftBehind(LeftBehind resource) {}
}
