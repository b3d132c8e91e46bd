package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/** Follows a kernel's wrappings to what is in them: an ELF, if it is a kernel. */
final class Unpacker implements Closeable {

  /** More than any kernel; whatever gets larger is a bomb. */
  static final long LARGEST = 256L << 20;

  /** A compressed bzImage's compressed payload is the deepest that is of any use. */
  private static final int DEEPEST = 4;

  /** Linux appends the unpacked size to what a compressor wrote that does not end with it. */
  private static final int SIZE_FIELD = 4;

  private final String name;
  private final long largest;
  private final List<Packing> packing = new ArrayList<>();
  private ElfFile content;
  private @Nullable LinuxBoot linux;
  private @Nullable UnpackedSource unpacked;
  private @Nullable InputException obstacle;

  private Unpacker(ByteSource source, String name, long largest) {
    this.name = name;
    this.largest = largest;
    this.content = new ElfFile(source, name);
  }

  /** Unwraps a file that may hold anything; what can't be unwrapped is left as it is. */
  static Unpacker open(ByteSource source, String name) {
    return open(source, name, LARGEST);
  }

  static Unpacker open(ByteSource source, String name, long largest) {
    Unpacker unpacker = new Unpacker(source, name, largest);
    unpacker.unwrap(source);
    return unpacker;
  }

  /** Returns the wrappings, the outermost first; a bzImage's payload counts as one. */
  List<Packing> packing() {
    return List.copyOf(packing);
  }

  /** Returns the innermost content that could be had. */
  ElfFile content() {
    return content;
  }

  /** Returns the boot header, if one of the wrappings is a Linux bzImage. */
  @Nullable LinuxBoot linux() {
    return linux;
  }

  /** Returns why the innermost wrapping can't be undone, if so. */
  @Nullable InputException obstacle() {
    return obstacle;
  }

  /** Returns what is wrong with the innermost wrapping; null also if it only is not supported. */
  @Nullable InputException damage() {
    return obstacle != null && obstacle.getCause() instanceof UnsupportedPackingException
        ? null
        : obstacle;
  }

  private void unwrap(ByteSource source) {
    ByteSource layer = source;
    try {
      for (int depth = 0; depth < DEEPEST; depth++) {
        Optional<Packing> found = Packing.of(content.head(FileKind.HEAD));
        if (found.isEmpty()) {
          return;
        }
        packing.add(found.get());
        if (found.get() == Packing.BZIMAGE) {
          LinuxBoot boot = LinuxBoot.read(content);
          linux = boot;
          Packing payload = payload(boot);
          packing.add(payload);
          layer = unpack(payload, layer, boot.payload(), packedLength(payload, boot));
        } else {
          layer = unpack(found.get(), layer, 0, layer.size());
        }
        content = new ElfFile(layer, name);
      }
    } catch (InputException e) {
      obstacle = e;
    }
  }

  private static long packedLength(Packing payload, LinuxBoot boot) {
    // gzip's own trailer ends with the unpacked size.
    int appended = payload == Packing.GZIP ? 0 : SIZE_FIELD;
    return Math.max(0, boot.payloadLength() - appended);
  }

  private Packing payload(LinuxBoot boot) {
    if (boot.packing() != null) {
      return boot.packing();
    }
    throw new InputException(
        "The kernel %s is a Linux bzImage ".formatted(name)
            + (boot.hasPayload()
                ? "whose payload at offset 0x%x is packed in no known way."
                    .formatted(boot.payload())
                : "of protocol %s (version at offset 0x206), which does not say where its payload is."
                    .formatted(boot.protocolVersion())),
        "Unpack it first (extract-vmlinux) and give the result.");
  }

  private ByteSource unpack(Packing kind, ByteSource layer, long from, long length) {
    SourceStream in = new SourceStream(layer, from, length);
    UnpackedSource result;
    try (InputStream content = Decompressor.open(kind, in)) {
      result = UnpackedSource.of(content, largest);
    } catch (UnpackedSource.TooLargeException e) {
      throw new InputException(
          "The kernel %s is %s-compressed data at offset 0x%x, and %s."
              .formatted(name, kind.id(), from, e.getMessage()),
          "Give the unikernel itself; no kernel is as large as that.",
          e);
    } catch (MemoryLimitException e) {
      throw unsupported(
          kind,
          from,
          new UnsupportedPackingException(
              "this reader gives it at most %d MiB of memory, where its dictionary needs %d MiB"
                  .formatted(e.getMemoryLimit() >> 10, e.getMemoryNeeded() >> 10)));
    } catch (UnsupportedPackingException e) {
      throw unsupported(kind, from, e);
    } catch (EnvironmentException | UncheckedIOException e) {
      // The latter is the source's.
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decompressors meet damaged input with all sorts of unchecked exceptions.
      throw new InputException(
          "The kernel %s is damaged %s-compressed data: at offset 0x%x %s."
              .formatted(name, kind.id(), in.position(), what(e)),
          "Build it again or copy it again, whole; `%s` shows whether it is sound."
              .formatted(kind.command()),
          e);
    }
    close();
    unpacked = result;
    return result;
  }

  private InputException unsupported(Packing kind, long from, UnsupportedPackingException e) {
    return new InputException(
        "The kernel %s is %s-compressed data at offset 0x%x, and %s."
            .formatted(name, kind.id(), from, e.getMessage()),
        "Decompress it first (%s) and give the result."
            .formatted(
                packing.get(0) == Packing.BZIMAGE ? Packing.BZIMAGE.command() : kind.command()),
        e);
  }

  private static String what(Exception e) {
    if (e instanceof EOFException) {
      return "it ends early";
    }
    String message = e.getMessage();
    return "its decompressor says: " + (message == null ? e.getClass().getSimpleName() : message);
  }

  @Override
  public void close() {
    try {
      if (unpacked != null) {
        unpacked.close();
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "A temporary file for the kernel " + name + " can't be closed: " + e.getMessage(),
          "See that the disk that holds " + System.getProperty("java.io.tmpdir") + " is sound.",
          e);
    }
  }
}
