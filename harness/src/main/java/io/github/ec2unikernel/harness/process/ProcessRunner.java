package io.github.ec2unikernel.harness.process;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.ShutdownHookProcessDestroyer;

/** Starts external programs, and ends them with the JVM at the latest. */
public final class ProcessRunner {

  /** As much output as is kept of a command, in bytes. */
  public static final int MOST_OUTPUT = 64 << 10;

  private ProcessRunner() {}

  /**
   * Runs a command to its end.
   *
   * @throws EnvironmentException if the program can't be started or the thread is interrupted
   */
  public static Exit run(Command command, Path directory, Duration timeout) {
    RunningProcess process = start(command, directory, timeout);
    try {
      return process.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "interrupted while running " + command.program(), "Run the build again.", e);
    } finally {
      process.close();
    }
  }

  /**
   * Starts a command that is ended after {@code timeout} at the latest.
   *
   * @throws EnvironmentException if the program can't be started
   */
  public static RunningProcess start(Command command, Path directory, Duration timeout) {
    CommandLine line = new CommandLine(command.program());
    command.words().stream().skip(1).forEach(word -> line.addArgument(word, false));
    TailStream output = new TailStream(MOST_OUTPUT);
    ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(timeout).get();
    DefaultExecutor executor =
        DefaultExecutor.builder().setWorkingDirectory(directory.toFile()).get();
    executor.setExitValues(null);
    executor.setWatchdog(watchdog);
    executor.setStreamHandler(new PumpStreamHandler(output));
    executor.setProcessDestroyer(new ShutdownHookProcessDestroyer());
    DefaultExecuteResultHandler result = new DefaultExecuteResultHandler();
    try {
      executor.execute(line, result);
    } catch (IOException e) {
      throw notStarted(command, e);
    }
    return new RunningProcess(command, output, watchdog, result);
  }

  /** Tells whether a program of this name can be found on the PATH. */
  public static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String directory : path.split(":", -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  static EnvironmentException notStarted(Command command, Exception e) {
    return new EnvironmentException(
        command.program() + " can't be started: " + e.getMessage(),
        "See that it is installed and executable.",
        e);
  }
}
