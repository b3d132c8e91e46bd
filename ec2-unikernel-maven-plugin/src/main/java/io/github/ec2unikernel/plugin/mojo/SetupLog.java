package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.setup.SetupListener;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells what is set up and taken down.
 *
 * @param dryRun whether nothing of it is done
 */
record SetupLog(Log log, boolean dryRun) implements SetupListener {

  @Override
  public void nothingToDo() {
    log.info("Everything is as it should be.");
  }

  @Override
  public void planned(String change) {
    log.info((dryRun ? "Would " : "Will ") + change + ".");
  }

  @Override
  public void making(String change) {
    log.info("Now: " + change + ".");
  }

  @Override
  public void left(String what) {
    log.warn("Left as it is: " + what + ".");
  }
}
