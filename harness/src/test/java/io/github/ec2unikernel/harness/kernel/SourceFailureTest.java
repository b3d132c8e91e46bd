package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that can't be read is no fault of the kernel's. */
class SourceFailureTest {

  /** Larger than what is read at once, and random, so that it is so packed as well. */
  private static final byte[] KERNEL = kernel();

  /** The head is read, the rest is not. */
  private record Damaged(byte[] bytes) implements ByteSource {

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      if (offset + into.remaining() > 1 << 15) {
        throw new IOException("block 7 is outside the file system");
      }
      into.put(bytes, (int) offset, into.remaining());
    }
  }

  @Test
  void anUnpackedKernelOffADamagedDiskIsNotBlamed() {
    assertPassedThrough(KERNEL);
  }

  @ParameterizedTest
  @EnumSource
  void aPackedKernelOffADamagedDiskIsNotBlamed(Packing packing) {
    assertPassedThrough(PackedFixture.pack(packing, KERNEL));
  }

  @Test
  void aStreamStaysWhereItsSourceFailed() {
    SourceStream in = new SourceStream(new Damaged(KERNEL), 0, KERNEL.length);
    assertThat(in.read(new byte[1 << 15], 0, 1 << 15)).isEqualTo(1 << 15);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(in::read).isInstanceOf(UncheckedIOException.class);
      assertThat(in.position()).isEqualTo(1 << 15);
    }
  }

  private static void assertPassedThrough(byte[] file) {
    assertThatThrownBy(() -> KernelReader.read(new Damaged(file), "hello.xen"))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessage("block 7 is outside the file system");
  }

  private static byte[] kernel() {
    byte[] content = new byte[1 << 17];
    new Random(1).nextBytes(content);
    return ElfFixture.program()
        .segment(1, 0x1000, 0x1000, content)
        .segment(4, 0, 0, ElfFixture.pvNotes())
        .build();
  }
}
