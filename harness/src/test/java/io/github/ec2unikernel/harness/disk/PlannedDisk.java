package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A disk that is only planned, as the plugin has one before it writes it. */
final class PlannedDisk implements DiskContents {

  private final Map<Integer, Map<String, byte[]>> partitions = new HashMap<>();
  private boolean gpt;

  PlannedDisk put(int partition, String path, byte[] content) {
    partitions.computeIfAbsent(partition, key -> new HashMap<>()).put(path, content);
    return this;
  }

  PlannedDisk put(int partition, String path, String content) {
    return put(partition, path, content.getBytes(StandardCharsets.UTF_8));
  }

  String text(int partition, String path) {
    Map<String, byte[]> files = Objects.requireNonNull(partitions.get(partition));
    return new String(Objects.requireNonNull(files.get(path)), StandardCharsets.UTF_8);
  }

  PlannedDisk withGpt() {
    gpt = true;
    return this;
  }

  @Override
  public boolean hasGpt() {
    return gpt;
  }

  @Override
  public Optional<FileSystemContents> fileSystem(int partition) {
    return Optional.ofNullable(partitions.get(partition))
        .map(files -> path -> Optional.ofNullable(files.get(path)).map(PlannedDisk::source));
  }

  private static ByteSource source(byte[] content) {
    return new ByteSource() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public void read(long offset, ByteBuffer into) {
        into.put(content, (int) offset, into.remaining());
      }
    };
  }
}
