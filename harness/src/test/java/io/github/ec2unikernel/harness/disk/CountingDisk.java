package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A disk that counts what is read of one of its files, or fails there. */
final class CountingDisk implements DiskContents {

  private final DiskContents disk;
  private final String path;
  private long read;
  private String failure = "";

  CountingDisk(DiskContents disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  /** Lets every read of the file fail. */
  CountingDisk failing(String message) {
    failure = message;
    return this;
  }

  /** Returns the bytes that were read so far. */
  long read() {
    return read;
  }

  @Override
  public Optional<FileSystemContents> fileSystem(int partition) throws IOException {
    return disk.fileSystem(partition)
        .map(
            files ->
                wanted ->
                    wanted.equals(path)
                        ? files.find(wanted).map(this::counting)
                        : files.find(wanted));
  }

  private ByteSource counting(ByteSource file) {
    return new ByteSource() {
      @Override
      public long size() {
        return file.size();
      }

      @Override
      public void read(long offset, ByteBuffer into) throws IOException {
        if (!failure.isEmpty()) {
          throw new IOException(failure);
        }
        read += into.remaining();
        file.read(offset, into);
      }
    };
  }
}
