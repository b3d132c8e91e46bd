package io.github.ec2unikernel.plugin.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs the host's programs with as little beside them as can be: their start counts. */
final class Tool {

  private Tool() {}

  /** Returns whether a program is installed. */
  static boolean exists(String program) {
    return Stream.of(
            Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
        .anyMatch(place -> new File(place, program).canExecute());
  }

  /** Runs a command line, which must succeed. */
  static void run(Object... words) throws IOException {
    run(Map.of(), words);
  }

  /** Runs a command line with settings of its environment; it must succeed. */
  static void run(Map<String, String> environment, Object... words) throws IOException {
    String output = tryTo(environment, words);
    if (!output.isEmpty()) {
      throw new IOException(List.of(words) + ": " + output);
    }
  }

  /** Runs a command line and returns nothing if it succeeds, its output otherwise. */
  static String tryTo(Map<String, String> environment, Object... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.of(words).map(Object::toString).toList())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return process.waitFor() == 0 ? "" : "failed: " + output;
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
  }
}
