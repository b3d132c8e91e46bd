package io.github.ec2unikernel.harness.machine;

import java.nio.ByteBuffer;

/** Takes what a machine tells; called by threads of the machine. */
public interface MachineListener {

  /** There is news of the guest. */
  void event(GuestEvent event);

  /** The guest printed these bytes. */
  void console(ByteBuffer bytes);
}
