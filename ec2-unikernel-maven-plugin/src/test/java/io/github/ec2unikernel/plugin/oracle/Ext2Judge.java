package io.github.ec2unikernel.plugin.oracle;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What e2fsck and debugfs find in a file system.
 *
 * @param file the file that holds it
 * @param offset where in the file it begins, in bytes
 */
public record Ext2Judge(Path file, long offset) {

  /** Returns e2fsck's complaints, and nothing if all is well; it changes nothing. */
  public String complaints() {
    HostCommand check = HostCommand.run("e2fsck", "-f", "-n", device());
    // With a bad first superblock it takes another, and may end with 0.
    boolean sound = check.exitCode() == 0 && !check.output().contains("Superblock invalid");
    return sound ? "" : check.output();
  }

  /** Returns debugfs's answer to a request. */
  public String debugfs(String request) {
    return HostCommand.run("debugfs", "-R", request, device()).output();
  }

  /** Returns whether debugfs finds at a path what was put there. */
  public boolean holds(String path, Content expected) throws IOException {
    Path dump = Files.createTempFile(file.getParent(), "dump", ".bin");
    try {
      debugfs("dump \"" + path + "\" " + dump);
      return Files.size(dump) == expected.size() && sameBytes(dump, expected);
    } finally {
      Files.delete(dump);
    }
  }

  /** Has debugfs copy everything into a new directory, and returns what it says to that. */
  public String copyTo(Path directory) throws IOException {
    return copyTo("/", directory);
  }

  /** Has debugfs copy one directory into a new one, and returns what it says to that. */
  public String copyTo(String path, Path directory) throws IOException {
    Files.createDirectory(directory);
    String output = debugfs("rdump " + path + " \"" + directory + "\"");
    // The first line is the program's version.
    return output.lines().skip(1).collect(Collectors.joining("\n"));
  }

  /** Returns the header as dumpe2fs shows it. */
  public String header() {
    return HostCommand.run("dumpe2fs", "-h", file).output();
  }

  private String device() {
    return file + "?offset=" + offset;
  }

  private static boolean sameBytes(Path file, Content expected) throws IOException {
    ByteBuffer theirs = ByteBuffer.allocate(1 << 20);
    ByteBuffer ours = ByteBuffer.allocate(1 << 20);
    try (FileChannel channel = FileChannel.open(file);
        ContentReader reader = expected.open()) {
      for (long rest = expected.size(); rest > 0; rest -= theirs.limit()) {
        int part = (int) Math.min(rest, theirs.capacity());
        theirs.clear().limit(part);
        while (theirs.hasRemaining()) {
          channel.read(theirs);
        }
        reader.fill(ours.clear().limit(part));
        if (!ours.flip().equals(theirs.flip())) {
          return false;
        }
      }
    }
    return true;
  }
}
