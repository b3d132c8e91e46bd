package io.github.ec2unikernel.harness.disk;

import java.io.IOException;

/** A structure on a disk says something that can't be. */
final class DamagedDiskException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedDiskException(String message) {
    super(message);
  }
}
