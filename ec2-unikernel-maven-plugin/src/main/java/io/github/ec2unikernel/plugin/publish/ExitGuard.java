package io.github.ec2unikernel.plugin.publish;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the exit of the JVM, on Ctrl-C for example, until the publishing thread has undone its
 * work: it interrupts that thread, unless that undoes already, and waits for {@link #release}.
 */
final class ExitGuard {

  // Undoing is some calls of a second, and a minute for an import that AWS ends; a hung network
  // must not keep a killed build alive.
  private static final int PATIENCE_SECONDS = 180;

  private final Thread publisher = Thread.currentThread();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopPublisher, "ec2-unikernel-undo");

  private boolean undoing;

  private ExitGuard() {}

  /** Guards the work that the calling thread does from now on. */
  static ExitGuard engage() {
    ExitGuard guard = new ExitGuard();
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** Notes that the publishing thread undoes its work from now on, and is not to be disturbed. */
  synchronized void undoing() {
    undoing = true;
  }

  private synchronized void interruptUnlessUndoing() {
    if (!undoing) {
      publisher.interrupt();
    }
  }

  /** Lets the JVM go. */
  void release() {
    released.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is exiting already, and the hook has just been let go.
      return;
    }
  }

  private void stopPublisher() {
    interruptUnlessUndoing();
    try {
      released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
