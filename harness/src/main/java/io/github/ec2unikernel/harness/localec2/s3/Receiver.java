package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** Receives bodies onto the disk, a buffer in memory at a time. */
final class Receiver {

  /** The largest object that can be put at once, and the largest part. */
  private static final long MOST = 5L << 30;

  private final ObjectStore store;

  Receiver(ObjectStore store) {
    this.store = store;
  }

  /** Receives a body, and has it kept or forgets it. */
  <T> T receive(Request request, List<Algorithm> wanted, BiFunction<Path, Digests, T> keeper) {
    Path file = store.incoming();
    try {
      Digests digests;
      try (OutputStream out = Files.newOutputStream(file)) {
        digests = ContentCheck.copy(request, wanted, MOST, out);
      }
      return keeper.apply(file, digests);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      forget(file);
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
