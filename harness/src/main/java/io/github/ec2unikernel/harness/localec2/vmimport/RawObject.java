package io.github.ec2unikernel.harness.localec2.vmimport;

import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An object that is the disk. */
record RawObject(ObjectBytes bytes) implements VirtualDisk {

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    bytes.read(offset, into);
  }
}
