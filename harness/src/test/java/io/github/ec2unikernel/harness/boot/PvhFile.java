package io.github.ec2unikernel.harness.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The files of PVH kernels, also with a field that is another, and of other modules. */
final class PvhFile {

  private static final Path KERNELS = Path.of("src/test/kernels");

  /** Where an ELF file of 64 bit has what is changed here. */
  static final int MACHINE = 18;

  static final int FIRST_ADDRESS = 64 + 24;
  static final int FIRST_SIZE = 64 + 40;
  static final int SECOND_TYPE = 64 + 56;
  static final int SECOND_FILE_SIZE = 64 + 56 + 32;

  private PvhFile() {}

  /** Returns a test kernel's file. */
  static byte[] of(String name) throws IOException {
    return Files.readAllBytes(KERNELS.resolve(name));
  }

  /** Returns the file of the kernel of 64 bit with one field changed. */
  static byte[] with(int offset, long value) throws IOException {
    byte[] file = of("pvh-serial-64.elf");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (offset == SECOND_TYPE) {
      bytes.putInt(offset, (int) value);
    } else if (offset == MACHINE) {
      bytes.putShort(offset, (short) value);
    } else {
      bytes.putLong(offset, value);
    }
    return file;
  }

  /** Returns bytes that are the same for the same size. */
  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }
}
