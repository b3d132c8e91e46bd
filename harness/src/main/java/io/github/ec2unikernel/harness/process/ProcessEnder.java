package io.github.ec2unikernel.harness.process;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.commons.exec.ShutdownHookProcessDestroyer;

/** Ends one process together with what it has started, now or when the JVM ends. */
final class ProcessEnder extends ShutdownHookProcessDestroyer {

  private final AtomicReference<ProcessHandle> running = new AtomicReference<>();
  private final CountDownLatch started = new CountDownLatch(1);

  @Override
  public boolean add(Process process) {
    running.set(process.toHandle());
    boolean added = super.add(process);
    started.countDown();
    return added;
  }

  /** Waits a moment for the process to start, and tells whether it has. */
  boolean awaitStart() throws InterruptedException {
    return started.await(20, TimeUnit.MILLISECONDS);
  }

  /**
   * Returns the process and its descendants, for as long as it runs; itself first, as a shell whose
   * child is ended goes on with the next.
   */
  List<ProcessHandle> family() {
    ProcessHandle process = running.get();
    return process == null
        ? List.of()
        : Stream.concat(Stream.of(process), process.descendants()).toList();
  }
}
