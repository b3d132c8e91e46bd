package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A content as a boot loader reads it: in any order. */
record ContentSource(Content content) implements ByteSource {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    Objects.checkFromIndexSize(offset, into.remaining(), content.size());
    try (ContentReader reader = content.open()) {
      reader.skip(offset);
      reader.fill(into);
    }
  }
}
