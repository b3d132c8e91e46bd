package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;

/** EBS does not take a block, or does not complete a snapshot of these blocks. */
public final class RefusedSnapshotException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final EnvironmentException problem;

  RefusedSnapshotException(EnvironmentException problem) {
    super(problem.getMessage(), problem);
    this.problem = problem;
  }

  /** Returns it in words for people. */
  public EnvironmentException problem() {
    return problem;
  }
}
