package io.github.ec2unikernel.harness.localec2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents that the project gives to its users, in {@code policies}. */
final class Policies {

  private Policies() {}

  static Path file(String name) {
    return Path.of("../policies", name).toAbsolutePath().normalize();
  }

  static String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
