package io.github.ec2unikernel.harness.localec2.vmimport;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.wire.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Writes a disk into a snapshot's blocks, those of zeros left out. */
public final class DiskConverter {

  private static final byte[] ZEROS = new byte[BlockFile.BLOCK_SIZE];

  private DiskConverter() {}

  /** Converts the whole disk. */
  public static void convert(VirtualDisk disk, BlockFile blocks)
      throws IOException, BadDiskException {
    byte[] block = new byte[BlockFile.BLOCK_SIZE];
    for (long at = 0; at < disk.size(); at += block.length) {
      int length = (int) Math.min(block.length, disk.size() - at);
      Arrays.fill(block, (byte) 0);
      disk.read(at, ByteBuffer.wrap(block, 0, length));
      if (!Arrays.equals(block, ZEROS)) {
        MessageDigest digest = Sha256.digest();
        digest.update(block);
        blocks.write((int) (at / block.length), ByteBuffer.wrap(block), digest.digest());
      }
    }
  }
}
