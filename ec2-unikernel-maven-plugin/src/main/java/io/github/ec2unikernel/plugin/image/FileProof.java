package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.FileSystemContents;
import io.github.ec2unikernel.harness.disk.RawDisk;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * That a disk has all that its boot loader is told of.
 *
 * @param files what its file system is to hold, by paths from the root
 */
record FileProof(Map<String, Content> files) {

  private static final int PART = 256 << 10;

  /**
   * Reads the files off the disk as it was written.
   *
   * @return how many bytes they have
   * @throws IllegalStateException if one is not there with its bytes
   * @throws IOException if the disk can't be read
   */
  long requireSame(ByteSource written) throws IOException {
    RawDisk disk = new RawDisk(written);
    FileSystemContents found =
        disk.fileSystem(Shape.PARTITIONED.partition())
            .orElseThrow(() -> new IllegalStateException("the disk has no file system"));
    long bytes = 0;
    for (Map.Entry<String, Content> file : files.entrySet()) {
      String path = file.getKey();
      ByteSource there =
          found.find(path).orElseThrow(() -> new IllegalStateException(path + " is not there"));
      requireSame(path, file.getValue(), there);
      bytes += there.size();
    }
    return bytes;
  }

  private static void requireSame(String path, Content planned, ByteSource there)
      throws IOException {
    boolean same = planned.size() == there.size();
    ByteBuffer wanted = ByteBuffer.allocate(PART);
    ByteBuffer found = ByteBuffer.allocate(PART);
    try (ContentReader reader = planned.open()) {
      for (long at = 0; same && at < there.size(); at += PART) {
        int length = (int) Math.min(PART, there.size() - at);
        reader.fill(wanted.clear().limit(length));
        there.read(at, found.clear().limit(length));
        same = wanted.flip().equals(found.flip());
      }
    }
    if (!same) {
      throw new IllegalStateException(path + " has other bytes on the disk than it was to have");
    }
  }
}
