package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.Base64;

/**
 * A block of the disk and its digest.
 *
 * @param index its place in the volume, in blocks of 512 KiB
 * @param sha256 its SHA-256 in base64, zeros after the disk's end included
 */
public record DataBlock(int index, String sha256) {

  private static final String ZEROS = digest(new byte[SnapshotWriter.BLOCK_SIZE]);

  /** Returns the block of zeros at that place. */
  static DataBlock ofZeros(int index) {
    return new DataBlock(index, ZEROS);
  }

  /** Returns a block's SHA-256 in base64. */
  static String digest(byte[] bytes) {
    return Base64.getEncoder().encodeToString(Sha256.start().digest(bytes));
  }
}
