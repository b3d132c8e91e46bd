package io.github.ec2unikernel.plugin.publish;

/** What a killed run made can't be gone on with; it is to be deleted, and made anew. */
final class DeadResourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeadResourceException(String message) {
    super(message);
  }
}
