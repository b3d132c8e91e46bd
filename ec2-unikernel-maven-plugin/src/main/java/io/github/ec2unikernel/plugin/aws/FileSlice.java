package io.github.ec2unikernel.plugin.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.http.ContentStreamProvider;

/** Bytes of a file, opened anew for each attempt at sending them. */
record FileSlice(Path file, long offset, long length) implements ContentStreamProvider {

  @Override
  public InputStream newStream() {
    try {
      return new Slice(FileChannel.open(file, StandardOpenOption.READ), offset, offset + length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Slice extends InputStream {

    private final FileChannel channel;
    private final long end;
    private long at;

    Slice(FileChannel channel, long from, long end) {
      this.channel = channel;
      this.at = from;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (at >= end) {
        return -1;
      }
      int most = (int) Math.min(length, end - at);
      int count = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
      at += Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
