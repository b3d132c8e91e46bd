package io.github.ec2unikernel.harness.probe;

import java.util.regex.Pattern;

/**
 * What a guest sent, to be searched by expressions that may take for ever over it: an interrupted
 * thread stops at the next character.
 */
final class Reply implements CharSequence {

  private final String text;

  private Reply(String text) {
    this.text = text;
  }

  /**
   * Tells whether an expression is found in a text.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  static boolean has(Pattern expect, String text) throws InterruptedException {
    try {
      return expect.matcher(new Reply(text)).find();
    } catch (StoppedException e) {
      throw new InterruptedException();
    }
  }

  /** It is nobody's business outside. */
  private static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public char charAt(int index) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoppedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new Reply(text.substring(start, end));
  }

  @Override
  public String toString() {
    return text;
  }
}
