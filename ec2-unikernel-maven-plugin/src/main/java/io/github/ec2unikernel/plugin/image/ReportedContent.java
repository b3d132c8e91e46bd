package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.nio.ByteBuffer;

/** A content that says when it was read to its end. */
record ReportedContent(Content content, Runnable atEnd) implements Content {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public ContentReader open() {
    return new Reader(content.open(), atEnd);
  }

  private record Reader(ContentReader reader, Runnable atEnd) implements ContentReader {

    @Override
    public void fill(ByteBuffer into) {
      reader.fill(into);
    }

    @Override
    public void skip(long count) {
      reader.skip(count);
    }

    @Override
    public void requireEnd() {
      reader.requireEnd();
      atEnd.run();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
