package io.github.ec2unikernel.harness.xen.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A saved machine in the making; what was not published is gone when it or the JVM ends. */
public final class UnfinishedState implements AutoCloseable {

  private final StateKey key;
  private final Path directory;
  private final StateCache cache;
  private final Thread atExit = new Thread(this::removeAtExit, "ec2-unikernel-unfinished");

  private UnfinishedState(StateKey key, Path directory, StateCache cache) {
    this.key = key;
    this.directory = directory;
    this.cache = cache;
  }

  /**
   * Begins one.
   *
   * @param directory where its files are put together, empty
   * @param key what it will fit
   * @param cache where it is published
   */
  static UnfinishedState in(Path directory, StateKey key, StateCache cache) throws IOException {
    UnfinishedState begun = new UnfinishedState(key, directory, cache);
    try {
      Runtime.getRuntime().addShutdownHook(begun.atExit);
      Files.createFile(begun.devices());
      return begun;
    } catch (IOException e) {
      begun.close();
      throw e;
    } catch (IllegalStateException e) {
      cache.remove(directory);
      throw new IOException("the JVM is ending", e);
    }
  }

  StateKey key() {
    return key;
  }

  Path directory() {
    return directory;
  }

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
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending, and the hook does it
    }
    cache.remove(directory);
  }

  /** Who saves it may still add each of its other files once, which keeps its folder. */
  private void removeAtExit() {
    for (int tries = 0; tries < 3 && Files.exists(directory); tries++) {
      cache.remove(directory);
    }
  }
}
