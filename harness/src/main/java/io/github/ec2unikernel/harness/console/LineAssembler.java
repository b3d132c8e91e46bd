package io.github.ec2unikernel.harness.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts a guest's console bytes into lines that are safe to print on a terminal.
 *
 * <p>Escape sequences (ECMA-48: CSI, OSC, DCS and the like, 7 bit) are dropped, other control bytes
 * are shown as {@code \xNN}. Text is UTF-8; what is not valid UTF-8 becomes U+FFFD, and so do C1
 * controls, since some terminals obey them. Lines end with LF, CR LF or CR, and are cut after
 * {@link #LONGEST_LINE} bytes.
 */
public final class LineAssembler {

  /** A guest that never ends its line must not fill the memory, in bytes. */
  public static final int LONGEST_LINE = 4096;

  private enum State {
    TEXT,
    ESCAPE,
    CSI,
    STRING,
    STRING_ESCAPE
  }

  private static final Pattern C1_CONTROL = Pattern.compile("[\\u0080-\\u009f]");

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Consumer<String> lines;

  /** A byte shown as four characters may be the one that makes the line too long. */
  private final byte[] line = new byte[LONGEST_LINE + 4];

  private int length;
  private boolean ascii = true;
  private State state = State.TEXT;
  private boolean returned;
  private final ByteArrayOutputStream string = new ByteArrayOutputStream();

  /** Creates one that hands every finished line to {@code lines}. */
  public LineAssembler(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next bytes, all that remain. */
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (state == State.TEXT && !returned) {
        acceptPlain(bytes);
      }
      if (bytes.hasRemaining()) {
        accept(bytes.get() & 0xff);
      }
    }
  }

  /** Takes printable ASCII, which most of a console is, as far as it reaches. */
  private void acceptPlain(ByteBuffer bytes) {
    int start = bytes.position();
    // one byte is left for the way that cuts long lines
    int end = Math.min(bytes.limit(), start + LONGEST_LINE - 1 - length);
    int at = start;
    while (at < end && bytes.get(at) >= 0x20 && bytes.get(at) != 0x7f) {
      at++;
    }
    if (at > start) {
      bytes.get(line, length, at - start);
      length += at - start;
    }
  }

  /** Returns the line begun but not ended, which may be a prompt. */
  public String partial() {
    return text();
  }

  /** Hands over the line that has no end, if there is one. */
  public void finish() {
    if (length > 0) {
      endLine();
    }
  }

  private void accept(int b) {
    switch (state) {
      case TEXT -> acceptText(b);
      case ESCAPE -> acceptEscape(b);
      case CSI -> {
        if (b >= 0x40 && b <= 0x7e) {
          state = State.TEXT;
          acceptCsi(b);
        } else if (b < 0x20) {
          state = State.TEXT; // not a sequence after all: a line end must not be swallowed
          acceptText(b);
        }
      }
      case STRING -> acceptString(b);
      case STRING_ESCAPE -> {
        if (b == '\\') {
          state = State.TEXT;
        } else {
          showString();
          state = State.ESCAPE;
          acceptEscape(b);
        }
      }
    }
  }

  /** A cursor that is set elsewhere, or a screen that is cleared, ends what was on the line. */
  private void acceptCsi(int last) {
    boolean moves = last == 'H' || last == 'f' || last == 'J';
    if (moves && text().isBlank()) {
      reset();
    } else if (moves) {
      endLine();
    }
  }

  private void acceptEscape(int b) {
    switch (b) {
      case '[' -> state = State.CSI;
      case ']', 'P', 'X', '^', '_' -> {
        state = State.STRING;
        string.reset();
      }
      default -> {
        // an intermediate byte (0x20 to 0x2f) is followed by more of the sequence
        if (b < 0x20) {
          state = State.TEXT;
          acceptText(b);
        } else if (b >= 0x30) {
          state = State.TEXT;
        }
      }
    }
  }

  /** Follows an operating system command or the like to its end, which noise may never send. */
  private void acceptString(int b) {
    if (b == 0x07) {
      state = State.TEXT;
    } else if (b == 0x1b) {
      state = State.STRING_ESCAPE;
    } else if (b == '\n' || string.size() > LONGEST_LINE) {
      showString();
      acceptText(b);
    } else {
      string.write(b);
    }
  }

  /** What began like a command to the terminal and never ended as one is text after all. */
  private void showString() {
    state = State.TEXT;
    for (byte b : string.toByteArray()) {
      acceptText(b & 0xff);
    }
  }

  private void acceptText(int b) {
    if (b == '\n') {
      returned = false;
      endLine();
      return;
    }
    if (b == '\r') {
      returned = true;
      return;
    }
    if (returned) {
      returned = false;
      if (length > 0) {
        endLine();
      }
    }
    if (b == 0x1b) {
      state = State.ESCAPE;
    } else if (b == '\t' || (b >= 0x20 && b != 0x7f)) {
      put(b);
      ascii &= b < 0x80;
    } else {
      put('\\');
      put('x');
      put(HEX[b >> 4]);
      put(HEX[b & 0xf]);
    }
    if (length >= LONGEST_LINE) {
      endLine();
    }
  }

  private void put(int b) {
    line[length++] = (byte) b;
  }

  private void endLine() {
    String text = text();
    reset();
    lines.accept(text);
  }

  private void reset() {
    length = 0;
    ascii = true;
  }

  private String text() {
    return ascii
        ? new String(line, 0, length, StandardCharsets.ISO_8859_1)
        : C1_CONTROL
            .matcher(new String(line, 0, length, StandardCharsets.UTF_8))
            .replaceAll("\ufffd");
  }
}
