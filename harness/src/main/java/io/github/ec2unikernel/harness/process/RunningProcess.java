package io.github.ec2unikernel.harness.process;

import java.time.Duration;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;

/** A process under way; closing it ends it. */
public final class RunningProcess implements AutoCloseable {

  /** How long a process may take to end once it was told to. */
  private static final Duration TO_END = Duration.ofSeconds(10);

  private final Command command;
  private final TailStream output;
  private final ExecuteWatchdog watchdog;
  private final DefaultExecuteResultHandler result;

  RunningProcess(
      Command command,
      TailStream output,
      ExecuteWatchdog watchdog,
      DefaultExecuteResultHandler result) {
    this.command = command;
    this.output = output;
    this.watchdog = watchdog;
    this.result = result;
  }

  /** Tells whether it has ended. */
  public boolean hasEnded() {
    return result.hasResult();
  }

  /** Returns the last of what it has printed so far. */
  public String output() {
    return output.toString();
  }

  /**
   * Waits for its end.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it could not be started
   */
  public Exit await() throws InterruptedException {
    result.waitFor();
    ExecuteException failure = result.getException();
    if (failure != null && failure.getCause() != null && !watchdog.killedProcess()) {
      throw ProcessRunner.notStarted(command, failure);
    }
    return new Exit(result.getExitValue(), output.toString(), watchdog.killedProcess());
  }

  /** Ends it if it still runs, and waits until it is gone. */
  @Override
  public void close() {
    if (result.hasResult()) {
      return;
    }
    watchdog.destroyProcess();
    try {
      result.waitFor(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
