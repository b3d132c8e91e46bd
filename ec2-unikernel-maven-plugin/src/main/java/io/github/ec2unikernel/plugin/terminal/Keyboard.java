package io.github.ec2unikernel.plugin.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the user types, or a program sends in the user's place. It is looked at, never waited at:
 * nobody is left behind who would take what is meant for others.
 */
public final class Keyboard implements AutoCloseable {

  /** Ctrl-C. */
  private static final byte INTERRUPT = 0x03;

  /** Ctrl-], which ends xl's console as well. */
  private static final byte LEAVE = 0x1d;

  private static final int MOST = 4096;

  private final InputStream input;
  private final @Nullable TerminalMode mode;
  private final boolean keys;
  private boolean left;

  /**
   * Creates one.
   *
   * @param keys whether the bytes are a person's keys, of which two mean the end
   */
  Keyboard(InputStream input, boolean keys) {
    this(input, keys, null);
  }

  private Keyboard(InputStream input, boolean keys, @Nullable TerminalMode mode) {
    this.input = input;
    this.keys = keys;
    this.mode = mode;
  }

  /**
   * Returns standard input; a terminal there hands every key over from now on until it is closed.
   */
  public static Keyboard open() {
    if (!TerminalMode.isTerminal(0)) {
      return new Keyboard(System.in, false);
    }
    try {
      return new Keyboard(System.in, true, TerminalMode.keys());
    } catch (IOException e) {
      return new Keyboard(System.in, true); // no stty: whole lines come, and that is enough
    }
  }

  /** Tells whether standard input is a person's. */
  public static boolean isTyped() {
    return TerminalMode.isTerminal(0);
  }

  /** Tells whether a person types. */
  public boolean isTerminal() {
    return keys;
  }

  /** Tells whether the user asked for the end. */
  public boolean hasLeft() {
    return left;
  }

  /** Returns what has been typed since the last time, maybe nothing, up to a key for the end. */
  public byte[] typed() {
    try {
      int there = Math.min(input.available(), MOST);
      byte[] bytes = there <= 0 ? new byte[0] : input.readNBytes(there);
      for (int i = 0; keys && i < bytes.length; i++) {
        if (bytes[i] == INTERRUPT || bytes[i] == LEAVE) {
          left = true;
          return Arrays.copyOf(bytes, i);
        }
      }
      return bytes;
    } catch (IOException e) {
      return new byte[0]; // an input that is gone is one that has ended
    }
  }

  @Override
  public void close() {
    if (mode != null) {
      mode.close();
    }
  }
}
