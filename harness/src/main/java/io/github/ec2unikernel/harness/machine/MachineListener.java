package io.github.ec2unikernel.harness.machine;

import java.nio.ByteBuffer;

/** Takes what a machine tells; called by threads of the machine. */
public interface MachineListener {

  /** There is news of the guest. */
  void event(GuestEvent event);

  /** The guest printed these bytes. */
  void console(ByteBuffer bytes);

  /** Something about the machine, though not about the guest, is not as it should be. */
  default void warning(String what) {}
}
