package io.github.ec2unikernel.harness.junit;

/** A test came to no result; the message has the guest's console, as far as there is one. */
public final class GuestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GuestException(String message, Throwable cause) {
    super(message, cause);
  }
}
