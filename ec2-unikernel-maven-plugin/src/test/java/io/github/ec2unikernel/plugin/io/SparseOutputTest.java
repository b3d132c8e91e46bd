package io.github.ec2unikernel.plugin.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseOutputTest {

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheMixtureAllBytesArrive(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Path file = dir.resolve("out");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
      SparseOutput out = new SparseOutput(channel);
      for (int i = 0; i < 40; i++) {
        int length = random.nextInt(1 << random.nextInt(1, 22));
        byte[] bytes = new byte[length];
        switch (random.nextInt(3)) {
          case 0 -> out.zeros(length);
          case 1 -> {
            random.nextBytes(bytes);
            out.write(ByteBuffer.wrap(bytes));
          }
          default -> {
            PatternContent content = new PatternContent(length, random.nextInt(4));
            out.copy(content.open(), length);
            content.open().fill(ByteBuffer.wrap(bytes));
          }
        }
        expected.writeBytes(bytes);
        assertThat(out.position()).isEqualTo(expected.size());
      }
      out.finish();
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(expected.toByteArray());
  }

  @Test
  void zerosTakeNoRoom() throws IOException {
    Path file = dir.resolve("out");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
      SparseOutput out = new SparseOutput(channel);
      out.copy(new PatternContent(64 << 20, 1).open(), 64 << 20);
      out.zeros(64 << 20);
      out.write(ByteBuffer.wrap(new byte[] {1}));
      out.zeros(5000);
      out.finish();
    }

    assertThat(Files.size(file)).isEqualTo((128 << 20) + 5001);
    assertThat(Allocation.of(file)).isLessThanOrEqualTo(64 << 10);
  }

  @Test
  void anOutputOfNothingIsEmpty() throws IOException {
    Path file = dir.resolve("out");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      new SparseOutput(channel).finish();
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void thePositionNeverGoesBack() throws IOException {
    try (FileChannel channel = FileChannel.open(dir.resolve("out"), CREATE_NEW, WRITE)) {
      SparseOutput out = new SparseOutput(channel);
      out.zeros(10);

      assertThatIllegalArgumentException().isThrownBy(() -> out.zerosUntil(9));
    }
  }
}
