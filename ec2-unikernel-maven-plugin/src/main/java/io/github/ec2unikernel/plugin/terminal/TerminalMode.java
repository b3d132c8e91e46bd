package io.github.ec2unikernel.plugin.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A terminal on standard input that hands every key over at once and shows none by itself; as it
 * was before once this is closed, or the JVM ends.
 */
final class TerminalMode implements AutoCloseable {

  /**
   * Keys come at once, unseen and as they are, Ctrl-C among them. What is printed is still treated
   * as before: a guest's line feed begins a new line.
   */
  private static final List<String> KEYS =
      List.of("-icanon", "-echo", "-isig", "-ixon", "-icrnl", "-iexten", "min", "1", "time", "0");

  private final String before;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread atExit = new Thread(this::restore, "ec2-unikernel-terminal");

  private TerminalMode(String before) {
    this.before = before;
  }

  /**
   * Sets the terminal on standard input.
   *
   * @throws IOException if it can't be set
   */
  static TerminalMode keys() throws IOException {
    TerminalMode mode = new TerminalMode(stty(List.of("-g")).strip());
    Runtime.getRuntime().addShutdownHook(mode.atExit);
    stty(KEYS);
    return mode;
  }

  /** Tells whether a file descriptor of this process is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending, and the hook does it
    }
    restore();
  }

  private void restore() {
    if (!closed.getAndSet(true)) {
      try {
        stty(List.of(before));
      } catch (IOException e) {
        // the terminal is gone, and its modes with it
      }
    }
  }

  /** It has to have our standard input, and to run when the JVM ends: Java's own process does. */
  private static String stty(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
