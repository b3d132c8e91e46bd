package io.github.ec2unikernel.harness.process;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.apache.commons.exec.PumpStreamHandler;

/** Starts external programs, and ends them with the JVM at the latest. */
public final class ProcessRunner {

  /** As much as is kept of each of a command's two outputs, in bytes. */
  public static final int MOST_OUTPUT = 64 << 10;

  /** What a command's own children may still hold open after its end is not waited for. */
  private static final Duration FOR_OUTPUT = Duration.ofSeconds(2);

  private ProcessRunner() {}

  /**
   * Runs a command to its end, or for {@code timeout}.
   *
   * @throws EnvironmentException if the program can't be started or the thread is interrupted
   */
  public static Exit run(Command command, Path directory, Duration timeout) {
    try (RunningProcess process = start(command, directory)) {
      return process.await(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "interrupted while running " + command.program(), "Run the build again.", e);
    }
  }

  /**
   * Starts a command, which goes on until it ends by itself or is closed.
   *
   * @throws EnvironmentException if the program can't be started
   */
  public static RunningProcess start(Command command, Path directory) {
    TailStream answer = new TailStream(MOST_OUTPUT);
    TailStream errors = new TailStream(MOST_OUTPUT);
    PumpStreamHandler streams = new PumpStreamHandler(answer, errors);
    streams.setStopTimeout(FOR_OUTPUT);
    return start(command, directory, answer, errors, streams);
  }

  /**
   * Starts a command that is written to while it runs.
   *
   * @param output takes what it prints, in a thread of its own; a slow one makes the command wait
   * @param error takes what it prints as errors, in another thread
   * @throws EnvironmentException if the program can't be started
   */
  public static Conversation converse(
      Command command, Path directory, Consumer<ByteBuffer> output, Consumer<ByteBuffer> error) {
    // without the program there would be nobody to start the streams
    if (!isOnPath(command.program())) {
      throw notStarted(command, new IOException("it is not on the PATH"));
    }
    TwoWayStreams streams = new TwoWayStreams(output, error);
    TailStream none = new TailStream(1);
    return new Conversation(start(command, directory, none, none, streams), streams);
  }

  private static RunningProcess start(
      Command command,
      Path directory,
      TailStream answer,
      TailStream errors,
      ExecuteStreamHandler streams) {
    CommandLine line = new CommandLine(command.program());
    command.words().stream().skip(1).forEach(word -> line.addArgument(word, false));
    ProcessEnder ender = new ProcessEnder();
    DefaultExecutor executor =
        DefaultExecutor.builder()
            .setWorkingDirectory(directory.toFile())
            .setExecuteStreamHandler(streams)
            .get();
    executor.setExitValues(null);
    executor.setProcessDestroyer(ender);
    ProcessEnd result = new ProcessEnd();
    try {
      executor.execute(line, result);
    } catch (IOException e) {
      throw notStarted(command, e);
    }
    return new RunningProcess(command, answer, errors, ender, result);
  }

  /** Returns where a program of this name lies on the PATH, if it is there. */
  public static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String directory : path.split(":", -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return Optional.of(Path.of(directory, program));
      }
    }
    return Optional.empty();
  }

  /** Tells whether a program of this name can be found on the PATH. */
  public static boolean isOnPath(String program) {
    return find(program).isPresent();
  }

  static EnvironmentException notStarted(Command command, Exception e) {
    return new EnvironmentException(
        command.program() + " can't be started: " + e.getMessage(),
        "See that it is installed and executable.",
        e);
  }
}
