package io.github.ec2unikernel.harness.disk;

import java.io.IOException;

/** A structure on a disk says something that can't be. */
public final class DamagedDiskException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates one from what is wrong and where. */
  public DamagedDiskException(String message) {
    super(message);
  }
}
