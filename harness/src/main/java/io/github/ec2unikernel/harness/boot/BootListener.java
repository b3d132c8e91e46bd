package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.xen.appliance.ApplianceListener;

/** Is told how a boot goes on, as it goes on. */
public interface BootListener extends ApplianceListener {

  /**
   * The machine starts.
   *
   * @param setup the loader and the accelerator, for people
   */
  void starting(String setup);

  /** Something about this boot is not as it would be on EC2. */
  void warning(String what);

  /** Something on the way has been reached. */
  void reached(Phase phase);

  /** The guest printed a line; it is free of terminal escapes. */
  void line(String line);
}
