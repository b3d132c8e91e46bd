package io.github.ec2unikernel.harness.disk;

import java.io.IOException;

/** Maps the blocks of a file to blocks of its file system. */
interface BlockMap {

  /** Returns the block that holds block {@code index} of the file, or 0 for a hole. */
  long block(long index) throws IOException;
}
