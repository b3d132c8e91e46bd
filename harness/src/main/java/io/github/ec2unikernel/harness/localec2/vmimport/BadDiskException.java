package io.github.ec2unikernel.harness.localec2.vmimport;

/** An object that is no disk of its format; the message is AWS's, without its frame. */
public final class BadDiskException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates one. */
  public BadDiskException(String message) {
    super(message);
  }
}
