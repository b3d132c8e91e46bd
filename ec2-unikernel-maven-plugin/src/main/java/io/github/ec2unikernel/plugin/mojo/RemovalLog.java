package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.inventory.RemovalListener;
import org.apache.maven.plugin.logging.Log;

/** Tells what goes. */
record RemovalLog(Log log) implements RemovalListener {

  @Override
  public void deregistered(String region, String imageId) {
    log.info("Deregistered: " + imageId + " in " + region);
  }

  @Override
  public void deleted(String region, String snapshotId) {
    log.info("Deleted: " + snapshotId + " in " + region);
  }

  @Override
  public void stays(String region, String snapshotId) {
    log.info("Stays: " + snapshotId + " in " + region + ", of which another AMI is made");
  }
}
