package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it ends in a kernel or in a message, and soon. */
class KernelReaderRandomTest {

  private static final int FILES = 5000;
  private static final long[] EDGES = {
    0, 1, -1, 0x7fff, 0xffff, 0x7fff_ffffL, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
  };

  @TempDir Path dir;

  private int number;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedKernelsAreReadOrRejected(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] outcomes = new int[2];

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < FILES; i++) {
            outcomes[read(damaged(random)) ? 0 : 1]++;
          }
        });

    // Both ways out are taken, or the damage would test nothing.
    assertThat(outcomes[0]).isGreaterThan(FILES / 100);
    assertThat(outcomes[1]).isGreaterThan(FILES / 100);
  }

  private boolean read(byte[] file) throws IOException {
    // A new file each time: some file systems write one that is cut and filled again to disk.
    Path path = Files.write(dir.resolve("kernel-" + number++ + ".xen"), file);
    try {
      KernelReader.read(path);
      return true;
    } catch (InputException e) {
      return false;
    } finally {
      Files.delete(path);
    }
  }

  private static byte[] damaged(SplittableRandom random) {
    byte[] file = base(random).build();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      long edge = EDGES[random.nextInt(EDGES.length)] + random.nextInt(-2, 3);
      switch (random.nextInt(4)) {
        case 0 -> file[random.nextInt(file.length)] = (byte) random.nextInt();
        case 1 -> bytes.putShort(random.nextInt(file.length - 2), (short) edge);
        case 2 -> bytes.putInt(random.nextInt(file.length - 4), (int) edge);
        default -> bytes.putLong(random.nextInt(file.length - 8), edge);
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
  }

  private static ElfFixture base(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> ElfFixture.notesKernel();
      case 1 -> ElfFixture.notesKernel().section(".text", 1, new byte[64]);
      case 2 -> ElfFixture.program().section(".note.Xen", 7, ElfFixture.pvNotes());
      default ->
          ElfFixture.oldStyleKernel("GUEST_OS=x,XEN_VER=xen-3.0,VIRT_BASE=0x0,LOADER=generic");
    };
  }
}
