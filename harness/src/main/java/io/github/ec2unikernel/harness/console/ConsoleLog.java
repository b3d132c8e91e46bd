package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/** Keeps a console: all of it in a file, up to a limit, and the last lines in memory. */
public final class ConsoleLog implements AutoCloseable {

  /** As many lines as a failure message shows. */
  public static final int TAIL_LINES = 40;

  /** A guest that floods its console must not fill the disk, in characters. */
  static final long MOST_CHARACTERS = 64L << 20;

  private final Path file;
  private final BufferedWriter writer;
  private final ArrayDeque<String> tail = new ArrayDeque<>();
  private final long most;
  private long written;

  /** Creates {@code file} anew, with its directory. */
  public static ConsoleLog create(Path file) {
    return create(file, MOST_CHARACTERS);
  }

  static ConsoleLog create(Path file, long most) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new ConsoleLog(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8), most);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private ConsoleLog(Path file, BufferedWriter writer, long most) {
    this.file = file;
    this.writer = writer;
    this.most = most;
  }

  /** Adds a line. */
  public synchronized void add(String line) {
    if (tail.size() == TAIL_LINES) {
      tail.removeFirst();
    }
    tail.addLast(line);
    if (written > most) {
      return;
    }
    written += line.length() + 1;
    try {
      writer.write(written > most ? "[the console goes on; this file ends at its limit]" : line);
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Returns the last lines, oldest first, at most {@link #TAIL_LINES}. */
  public synchronized List<String> tail() {
    return List.copyOf(tail);
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static EnvironmentException failed(Path file, IOException e) {
    return new EnvironmentException(
        "the console can't be kept in " + file + ": " + e.getMessage(),
        "Make the directory writable and see that the disk has room.",
        e);
  }
}
