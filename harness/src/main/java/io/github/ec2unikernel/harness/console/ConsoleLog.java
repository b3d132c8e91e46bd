package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps all of a console in a file, up to a limit. */
public final class ConsoleLog implements AutoCloseable {

  /** A guest that floods its console must not fill the disk, in bytes. */
  static final long MOST_BYTES = 64L << 20;

  /** A flood is written in pieces of this many bytes. */
  private static final int BUFFER = 1 << 16;

  private static final byte[] NOTE =
      "[the console goes on; this file ends at its limit]".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final OutputStream out;
  private final long most;
  private long written;

  /** Creates {@code file} anew, with its directory. */
  public static ConsoleLog create(Path file) {
    return create(file, MOST_BYTES);
  }

  static ConsoleLog create(Path file, long most) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new ConsoleLog(
          file, new BufferedOutputStream(Files.newOutputStream(file), BUFFER), most);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private ConsoleLog(Path file, OutputStream out, long most) {
    this.file = file;
    this.out = out;
    this.most = most;
  }

  /** Adds a line. */
  public synchronized void add(String line) {
    if (written > most) {
      return;
    }
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    written += bytes.length + 1;
    try {
      out.write(written > most ? NOTE : bytes);
      out.write('\n');
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Gives the file all lines so far; called when the guest pauses, so that people can follow it.
   */
  public synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
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
