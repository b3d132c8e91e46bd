package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;

/** Compressed data is sound as far as it goes, but needs more than this reader gives it. */
final class UnsupportedPackingException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates one from what is not supported, as a clause. */
  UnsupportedPackingException(String message) {
    super(message);
  }
}
