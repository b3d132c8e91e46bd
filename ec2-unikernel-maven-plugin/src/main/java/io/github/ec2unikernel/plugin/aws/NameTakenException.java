package io.github.ec2unikernel.plugin.aws;

/** Another machine image of the account has the name already. */
public final class NameTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NameTakenException(String name, Throwable cause) {
    super("The name '" + name + "' is taken.", cause);
  }
}
