package io.github.ec2unikernel.harness.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.ExecuteException;

/** The end of a process; commons-exec's own way of waiting for it looks only every 50 ms. */
final class ProcessEnd extends DefaultExecuteResultHandler {

  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public void onProcessComplete(int exitValue) {
    super.onProcessComplete(exitValue);
    ended.countDown();
  }

  @Override
  public void onProcessFailed(ExecuteException e) {
    super.onProcessFailed(e);
    ended.countDown();
  }

  /** Waits until the process has ended, or for {@code timeout}. */
  void await(Duration timeout) throws InterruptedException {
    ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }
}
