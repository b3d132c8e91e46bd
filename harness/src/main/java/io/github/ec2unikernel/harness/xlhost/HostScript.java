package io.github.ec2unikernel.harness.xlhost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is run on a Xen host, and how its orders are written. */
final class HostScript {

  private HostScript() {}

  /** Returns the script as {@link HostShell}'s commands read it. */
  static ByteBuffer text() {
    try (InputStream in = HostScript.class.getResourceAsStream("run")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks xlhost/run");
      }
      return order(new String(in.readAllBytes(), StandardCharsets.UTF_8) + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one or more orders, of a line each. */
  static ByteBuffer order(String lines) {
    return ByteBuffer.wrap((lines + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the order that types bytes on the guest's console. */
  static ByteBuffer type(ByteBuffer bytes) {
    StringBuilder text = new StringBuilder("type ");
    while (bytes.hasRemaining()) {
      text.append("\\%03o".formatted(bytes.get() & 0xff));
    }
    return order(text.toString());
  }

  /** Returns a value as xenstore-write reads it, which also keeps it on its line. */
  static String storeValue(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
