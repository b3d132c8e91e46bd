package io.github.ec2unikernel.plugin.inventory;

/** Is told what goes, as it goes. */
public interface RemovalListener {

  /** An image was deregistered. */
  void deregistered(String region, String imageId);

  /** A snapshot, or an object of S3 by its URL, was deleted. */
  void deleted(String region, String id);

  /** A snapshot stays, because another image is made of it. */
  void stays(String region, String snapshotId);
}
