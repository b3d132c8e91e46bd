package io.github.ec2unikernel.harness.xen.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A saved machine in the making; closing it removes what was not published.
 *
 * @param key what it will fit
 * @param directory where its files are put together
 * @param cache where it is published
 */
public record UnfinishedState(StateKey key, Path directory, StateCache cache)
    implements AutoCloseable {

  /** Returns the file that gets the state of the devices, which exists. */
  public Path devices() {
    return directory.resolve(SavedState.DEVICES);
  }

  /**
   * Adds the memory of a machine that stands still and whose devices are saved, and publishes all.
   */
  public void publish(Path memory) throws IOException {
    Content copied = MemoryCopier.copy(memory, directory.resolve(SavedState.MEMORY));
    Content devices = MemoryCopier.read(devices());
    if (devices.length() == 0) {
      throw new IOException("QEMU wrote nothing to " + devices());
    }
    Files.write(directory.resolve(SavedState.MANIFEST), List.of(copied.line(), devices.line()));
    cache.publish(this);
  }

  @Override
  public void close() {
    cache.remove(directory);
  }
}
