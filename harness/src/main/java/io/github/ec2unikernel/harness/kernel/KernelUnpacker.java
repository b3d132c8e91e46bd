package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Takes a kernel out of what it is wrapped in, so that its loader need not do so. */
public final class KernelUnpacker {

  private KernelUnpacker() {}

  /** Returns the classes that decide what comes out, for a digest of what was made with them. */
  public static List<Class<?>> makers() {
    return List.of(
        KernelUnpacker.class,
        Unpacker.class,
        UnpackedSource.class,
        Packing.class,
        LinuxBoot.class,
        Decompressor.class,
        SourceStream.class,
        BlockStream.class,
        LegacyLz4Blocks.class,
        LzopBlocks.class,
        UnpackedBlock.class,
        ZstdFrame.class);
  }

  /** Writes the kernel to {@code target}: its ELF where the packing is known, else as it is. */
  public static void unpack(Path kernel, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      unpack(kernel, out);
    }
  }

  /** Writes the kernel, as above, to a stream, which stays open. */
  public static void unpack(Path kernel, OutputStream out) throws IOException {
    try (FileSource source = FileSource.open(kernel);
        Unpacker unpacker = Unpacker.open(source, kernel.toString());
        InputStream content = unpacker.content().stream()) {
      content.transferTo(out);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
