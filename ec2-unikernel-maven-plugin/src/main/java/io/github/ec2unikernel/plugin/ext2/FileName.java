package io.github.ec2unikernel.plugin.ext2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name in a directory: 1 to 255 bytes, none of them a slash or zero, and not {@code .} or {@code
 * ..}. Names are in the order of their bytes.
 */
public final class FileName implements Comparable<FileName> {

  /** The most bytes of a name. */
  public static final int MAX = 255;

  /** The names that every directory begins with, and the one of an entry that names nothing. */
  static final FileName SELF = new FileName(new byte[] {'.'});

  static final FileName PARENT = new FileName(new byte[] {'.', '.'});
  static final FileName NONE = new FileName(new byte[0]);

  private final byte[] bytes;

  private FileName(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the name with these bytes.
   *
   * @throws IllegalArgumentException if no name has them
   */
  public static FileName of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX) {
      throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
    }
    FileName name = new FileName(bytes.clone());
    boolean special = name.equals(SELF) || name.equals(PARENT);
    if (special || name.has('/') || name.has(0)) {
      throw new IllegalArgumentException("the name " + name);
    }
    return name;
  }

  /**
   * Returns the name that is this text in UTF-8.
   *
   * @throws IllegalArgumentException if no name is
   */
  public static FileName of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  private boolean has(int value) {
    for (byte b : bytes) {
      if (b == value) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns it as text, with a stand-in for what is no UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
