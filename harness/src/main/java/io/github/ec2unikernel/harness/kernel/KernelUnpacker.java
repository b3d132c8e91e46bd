package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Takes a kernel out of what it is wrapped in, so that its loader need not do so. */
public final class KernelUnpacker {

  private KernelUnpacker() {}

  /** Writes the kernel to {@code target}: its ELF where the packing is known, else as it is. */
  public static void unpack(Path kernel, Path target) throws IOException {
    try (FileSource source = FileSource.open(kernel);
        Unpacker unpacker = Unpacker.open(source, kernel.toString());
        InputStream content = unpacker.content().stream();
        OutputStream out = Files.newOutputStream(target)) {
      content.transferTo(out);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
