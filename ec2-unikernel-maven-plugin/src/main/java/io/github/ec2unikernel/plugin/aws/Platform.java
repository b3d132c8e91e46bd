package io.github.ec2unikernel.plugin.aws;

import org.jspecify.annotations.Nullable;

/**
 * What a machine image boots on, with the settings that go with it, so that none can be given where
 * AWS forbids it.
 */
public sealed interface Platform permits Paravirtual, Hvm {

  /** Returns what kind of machine it is. */
  String machine();

  /** Returns all else of it that an instance could notice, as lines. */
  String identity();

  /** Returns the name of the device that its disk is. */
  String rootDevice();

  /** Returns the PV-GRUB that boots it, null if none does. */
  @Nullable PvGrubKernel kernel();
}
