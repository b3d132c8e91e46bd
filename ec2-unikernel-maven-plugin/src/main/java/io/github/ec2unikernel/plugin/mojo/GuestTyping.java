package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.terminal.Keyboard;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Types on a guest's console what comes from the keyboard, until one of both ends. */
final class GuestTyping {

  /** How often the keyboard is looked at, in milliseconds: no person notices. */
  private static final int TICK = 10;

  /** What a guest that does not read may be behind, in pieces; a person's further keys are lost. */
  private static final int BEHIND = 64;

  private final LiveGuest guest;
  private final Keyboard keyboard;
  private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(BEHIND);

  GuestTyping(LiveGuest guest, Keyboard keyboard) {
    this.guest = guest;
    this.keyboard = keyboard;
  }

  /** Goes on until the guest has ended or the user wants to leave. */
  void run() throws InterruptedException {
    Thread typist = new Thread(this::type, "ec2-unikernel-typist");
    typist.setDaemon(true); // it waits for a guest that does not read, which must not hold us up
    typist.start();
    while (guest.isRunning() && !keyboard.hasLeft()) {
      byte[] typed =
          pieces.remainingCapacity() > 0 || keyboard.isTerminal() ? keyboard.typed() : new byte[0];
      if (typed.length == 0) {
        Thread.sleep(TICK);
      } else {
        boolean taken = pieces.offer(typed);
        assert taken || keyboard.isTerminal();
      }
    }
    typist.interrupt();
  }

  private void type() {
    try {
      while (guest.isRunning()) {
        guest.type(ByteBuffer.wrap(pieces.take()));
      }
    } catch (InterruptedException | ProblemException e) {
      // the guest has ended or is about to, which is told elsewhere
    }
  }
}
