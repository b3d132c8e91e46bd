package io.github.ec2unikernel.harness.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that lie in this package. */
final class PackagedText {

  private PackagedText() {}

  /** Returns a file of this package. */
  static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(PackagedText.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
