package io.github.ec2unikernel.harness.process;

import java.time.Duration;
import java.util.List;
import org.apache.commons.exec.ExecuteException;

/** A process under way; closing it ends it. */
public final class RunningProcess implements AutoCloseable {

  /** How long a process may take to end once it was asked to; then it is killed. */
  private static final Duration TO_END = Duration.ofSeconds(3);

  private final Command command;
  private final TailStream answer;
  private final TailStream errors;
  private final ProcessEnder ender;
  private final ProcessEnd result;

  RunningProcess(
      Command command,
      TailStream answer,
      TailStream errors,
      ProcessEnder ender,
      ProcessEnd result) {
    this.command = command;
    this.answer = answer;
    this.errors = errors;
    this.ender = ender;
    this.result = result;
  }

  /** Tells whether it has ended. */
  public boolean hasEnded() {
    return result.hasResult();
  }

  /** Returns the last of what it has printed so far, and why it could not be started. */
  public String output() {
    boolean failed = result.hasResult() && result.getException() != null && notStarted();
    return answer + "" + errors + (failed ? result.getException().getMessage() : "");
  }

  /**
   * Waits for its end, and ends it when the time is up.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it could not be started
   */
  public Exit await(Duration timeout) throws InterruptedException {
    result.await(timeout);
    boolean timedOut = !result.hasResult();
    close();
    if (!result.hasResult()) {
      return new Exit(-1, answer.toString(), errors.toString(), true);
    }
    ExecuteException failure = result.getException();
    if (failure != null && notStarted()) {
      throw ProcessRunner.notStarted(command, failure);
    }
    return new Exit(result.getExitValue(), answer.toString(), errors.toString(), timedOut);
  }

  /** Ends it and what it has started, if they still run, and waits until they are gone. */
  @Override
  public void close() {
    if (result.hasResult()) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // what an interrupted thread leaves is ended, too
    try {
      while (!result.hasResult() && !ender.awaitStart()) {
        // commons-exec starts it in a thread of its own
      }
      List<ProcessHandle> family = ender.family();
      family.forEach(ProcessHandle::destroy);
      result.await(TO_END);
      List<ProcessHandle> newest = ender.family();
      family.forEach(ProcessHandle::destroyForcibly);
      newest.forEach(ProcessHandle::destroyForcibly);
      result.await(TO_END);
    } catch (InterruptedException e) {
      ender.family().forEach(ProcessHandle::destroyForcibly);
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** commons-exec tells a program that could not be started by the cause of its exception. */
  private boolean notStarted() {
    return result.getException().getCause() != null && ender.family().isEmpty();
  }
}
