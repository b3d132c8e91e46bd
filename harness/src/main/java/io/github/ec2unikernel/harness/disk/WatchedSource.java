package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A file that remembers what went wrong below it, whatever its reader makes of that. */
final class WatchedSource implements ByteSource {

  private final ByteSource file;
  private @Nullable IOException failure;

  WatchedSource(ByteSource file) {
    this.file = file;
  }

  /** Throws the first failure of a read, if one failed. */
  void requireSound() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    try {
      file.read(offset, into);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
