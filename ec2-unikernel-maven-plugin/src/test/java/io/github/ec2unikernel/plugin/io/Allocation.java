package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.nio.file.Path;

/** How much room a file really takes, which Java itself can't tell. */
public final class Allocation {

  private Allocation() {}

  /** Returns the bytes that the host's file system keeps for a file. */
  public static long of(Path file) {
    String blocks = HostCommand.run("stat", "-c", "%b", file).output().strip();
    return Long.parseLong(blocks) * 512;
  }
}
