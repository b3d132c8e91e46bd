package io.github.ec2unikernel.harness.localec2.vmimport;

import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk that an object holds, whatever its format. */
public interface VirtualDisk {

  /** Returns the disk's length in bytes. */
  long size();

  /**
   * Fills a buffer with the disk's bytes from a place on, zeros where the object has none.
   *
   * @throws BadDiskException when what is there is no part of a disk
   */
  void read(long offset, ByteBuffer into) throws IOException, BadDiskException;

  /**
   * Looks at an object and returns its disk.
   *
   * @param format {@code RAW}, {@code VHD} or {@code VMDK}, in any case
   * @throws BadDiskException when it is none of that format
   */
  static VirtualDisk of(String format, ObjectBytes bytes) throws IOException, BadDiskException {
    if (bytes.size() == 0) {
      throw new BadDiskException("Unsupported specified file format");
    }
    if (format.equalsIgnoreCase("VHD")) {
      return VhdDisk.of(bytes);
    }
    if (format.equalsIgnoreCase("VMDK")) {
      return VmdkDisk.of(bytes);
    }
    return new RawObject(bytes);
  }
}
