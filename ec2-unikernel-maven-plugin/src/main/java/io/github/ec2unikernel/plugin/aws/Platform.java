package io.github.ec2unikernel.plugin.aws;

/**
 * What a machine image boots on, with the settings that go with it, so that none can be given where
 * AWS forbids it.
 */
public sealed interface Platform permits Paravirtual {

  /** Returns what kind of machine it is. */
  String machine();

  /** Returns all else of it that an instance could notice, as lines. */
  String identity();
}
