package io.github.ec2unikernel.plugin.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file in the making beside its target: {@link #commit} puts it in the target's place in one
 * step, anything else, the end of the Java process included, removes it.
 */
public final class PartFile implements Closeable {

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final Thread atExit;

  private PartFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.atExit = new Thread(() -> part.toFile().delete(), "remove-part-file");
  }

  /** Creates an empty one in the target's directory, which exists. */
  public static PartFile beside(Path target) throws IOException {
    Path part =
        target
            .toAbsolutePath()
            .resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    // Opened by name, not as a Java temporary file: those are closed to all but their owner.
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE);
    PartFile result = new PartFile(target, part, channel);
    result.removeAtExit();
    return result;
  }

  /** Returns the channel to write it with, and to read what was written. */
  public FileChannel channel() {
    return channel;
  }

  /** Returns where it lies, for programs that write it. */
  public Path path() {
    return part;
  }

  /** Puts the file in its target's place. */
  public void commit() throws IOException {
    channel.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
      forgetAtExit();
    }
  }

  private void removeAtExit() throws IOException {
    IllegalStateException ending = hook(() -> Runtime.getRuntime().addShutdownHook(atExit));
    if (ending != null) {
      close();
      throw new IOException("the build is being stopped", ending);
    }
  }

  private void forgetAtExit() {
    hook(() -> Runtime.getRuntime().removeShutdownHook(atExit));
  }

  private static @Nullable IllegalStateException hook(Runnable change) {
    try {
      change.run();
      return null;
    } catch (IllegalStateException e) {
      // The Java process is ending already; the hooks, if any, run now.
      return e;
    }
  }
}
