package io.github.ec2unikernel.plugin.policy;

import io.github.ec2unikernel.harness.localec2.LocalEc2;

/** Something that people do with an account, and that fails when it does not come to its end. */
public interface Job extends AutoCloseable {

  /** Returns the account, in which everything that the job begins with is there. */
  LocalEc2 account();

  /** Does it. */
  void perform();

  @Override
  void close();
}
