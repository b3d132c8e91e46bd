package io.github.ec2unikernel.plugin.oracle;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in a file, mounted by the host's own kernel, read-only. */
public record LoopMount(Path directory) implements AutoCloseable {

  /**
   * Mounts one on a new directory; aborts the test, with the reason, where this machine does not
   * let us.
   */
  public static LoopMount of(Path file, Path directory) throws IOException {
    Files.createDirectory(directory);
    requireRight(directory);
    HostCommand mount = HostCommand.run("mount", "-t", "ext2", "-o", "loop,ro", file, directory);
    if (mount.exitCode() != 0) {
      throw new AssertionError("the kernel refuses " + file + ": " + mount.output());
    }
    return new LoopMount(directory);
  }

  /** A file system that is sound for certain tells a missing right from a fault of ours. */
  private static void requireRight(Path directory) throws IOException {
    Path sound = Files.createTempFile("sound", ".ext2");
    try {
      HostCommand.run("mke2fs", "-q", "-F", "-t", "ext2", sound, "1m");
      HostCommand mount = HostCommand.run("mount", "-t", "ext2", "-o", "loop,ro", sound, directory);
      if (mount.exitCode() != 0) {
        abort("this machine mounts nothing for us: " + mount.output());
      }
      HostCommand.run("umount", directory);
    } finally {
      Files.delete(sound);
    }
  }

  @Override
  public void close() {
    HostCommand unmount = HostCommand.run("umount", directory);
    if (unmount.exitCode() != 0) {
      throw new AssertionError(unmount.output());
    }
  }
}
