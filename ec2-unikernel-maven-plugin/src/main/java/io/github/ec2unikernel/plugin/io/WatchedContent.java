package io.github.ec2unikernel.plugin.io;

import java.nio.ByteBuffer;

/**
 * A content whose bytes a fingerprinter takes in while somebody reads them: a hundred thousand
 * small files are not opened twice.
 */
record WatchedContent(Content content, Fingerprinter fingerprinter) implements Content {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public ContentReader open() {
    return new Reader(content.open());
  }

  private final class Reader implements ContentReader {

    private final ContentReader reader;
    private long position;

    Reader(ContentReader reader) {
      this.reader = reader;
    }

    @Override
    public void fill(ByteBuffer into) {
      int start = into.position();
      reader.fill(into);
      ByteBuffer bytes = into.slice(start, into.position() - start);
      fingerprinter.sample(bytes, position, size());
      position += bytes.limit();
    }

    @Override
    public void skip(long count) {
      reader.skip(count);
      position += count;
    }

    @Override
    public void requireEnd() {
      reader.requireEnd();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
