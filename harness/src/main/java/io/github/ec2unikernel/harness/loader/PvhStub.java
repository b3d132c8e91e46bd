package io.github.ec2unikernel.harness.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The program that enters a PVH kernel as Xen does: a multiboot 1 kernel, whose first module is the
 * PVH kernel with its command line, and whose other modules are that kernel's.
 */
public final class PvhStub {

  /** How the lines begin that it prints on the first serial port. */
  public static final String MARK = "pvh-stub: ";

  private static final String FILE = "pvh-stub.elf";

  private PvhStub() {}

  /** Returns the program, an ELF of 32 bit, in an array of the caller's own. */
  public static byte[] bytes() {
    try (InputStream file = PvhStub.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
