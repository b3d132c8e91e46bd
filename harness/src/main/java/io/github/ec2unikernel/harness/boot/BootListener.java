package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.ProbeResult;
import java.nio.ByteBuffer;

/** Is told how a boot goes on, as it goes on. */
public interface BootListener extends ApplianceListener {

  @Override
  default void step(String what) {}

  /**
   * One of EC2's PV-GRUBs has been followed over the disk, the newest first.
   *
   * @param what which kernel it takes and from where, or why none, for people
   */
  default void resolved(String what) {}

  /**
   * The machine starts.
   *
   * @param setup the loader and the accelerator, for people
   */
  default void starting(String setup) {}

  /** Something about this boot is not as it would be on EC2. */
  default void warning(String what) {}

  /** Something on the way has been reached. */
  default void reached(Phase phase) {}

  /** The guest printed these bytes, which may be anything. */
  default void printed(ByteBuffer bytes) {}

  /** The guest has begun a line and does not go on for now; it is free of terminal escapes. */
  default void begun(String line) {}

  /** A probe has got an answer of another kind than before: the expected one, a wrong one, none. */
  default void probed(ProbeResult result) {}

  /** The guest printed a line; it is free of terminal escapes. */
  default void line(String line) {}
}
