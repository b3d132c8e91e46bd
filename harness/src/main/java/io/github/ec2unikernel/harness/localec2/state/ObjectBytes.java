package io.github.ec2unikernel.harness.localec2.state;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An object's bytes, read at any place while its files are open. */
public final class ObjectBytes implements AutoCloseable {

  private final List<FileChannel> channels = new ArrayList<>();
  private final List<StoredData> data;
  private final long size;

  ObjectBytes(Path directory, List<StoredData> data) throws IOException {
    this.data = List.copyOf(data);
    this.size = data.stream().mapToLong(StoredData::size).sum();
    for (StoredData one : data) {
      channels.add(FileChannel.open(directory.resolve(one.file()), StandardOpenOption.READ));
    }
  }

  /** Returns the number of bytes. */
  public long size() {
    return size;
  }

  /**
   * Fills a buffer with the bytes from a place on.
   *
   * @throws EOFException when there are not so many
   */
  public void read(long offset, ByteBuffer into) throws IOException {
    long start = 0;
    long at = offset;
    for (int i = 0; i < channels.size() && into.hasRemaining(); i++) {
      long end = start + data.get(i).size();
      if (at >= start && at < end) {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + end - at));
        while (into.hasRemaining()) {
          int count = channels.get(i).read(into, at - start);
          if (count < 0) {
            throw new EOFException(data.get(i).file() + " is shorter than it was");
          }
          at += count;
        }
        into.limit(limit);
      }
      start = end;
    }
    if (into.hasRemaining()) {
      throw new EOFException("the object ends at " + size);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
