package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.process.Command;
import java.nio.ByteBuffer;

/** A guest and what runs it; closing it ends both. */
public interface GuestMachine extends AutoCloseable {

  /** Tells whether what runs the guest has ended, though the guest itself had not. */
  boolean hasEnded();

  /** Returns the command that started it. */
  Command command();

  /** Returns what the machine, other than the guest, printed so far. */
  String log();

  /** Returns the end of the log, for a message. */
  String lastLines();

  /** Types bytes on the guest's console. */
  void type(ByteBuffer bytes);

  /** Returns the port of 127.0.0.1 that leads to a port of the guest. */
  int hostPort(PortForward forward);

  /**
   * Asks what the guest does, which comes as an event {@link GuestEvent.State}.
   *
   * @return whether it can be asked
   */
  default boolean askState() {
    return false;
  }

  @Override
  void close();
}
