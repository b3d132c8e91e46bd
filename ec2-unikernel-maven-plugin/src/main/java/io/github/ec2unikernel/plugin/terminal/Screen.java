package io.github.ec2unikernel.plugin.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Shows a guest's console on standard output, which is what a goal that does so is for: on a
 * terminal the bytes as they are, elsewhere lines without escapes.
 */
public final class Screen {

  private final OutputStream output;
  private final boolean terminal;

  Screen(OutputStream output, boolean terminal) {
    this.output = output;
    this.terminal = terminal;
  }

  /** Returns that of this process, whatever Maven makes of it for its log. */
  public static Screen open() {
    return new Screen(new FileOutputStream(FileDescriptor.out), TerminalMode.isTerminal(1));
  }

  /** The guest printed bytes. */
  public void bytes(ByteBuffer bytes) {
    if (terminal) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      write(copy);
    }
  }

  /** The guest printed a line, which is free of escapes. */
  public void line(String line) {
    if (!terminal) {
      write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(byte[] bytes) {
    try {
      output.write(bytes);
      output.flush();
    } catch (IOException e) {
      // who does not look any more does not end the guest; the log has all of it
    }
  }
}
