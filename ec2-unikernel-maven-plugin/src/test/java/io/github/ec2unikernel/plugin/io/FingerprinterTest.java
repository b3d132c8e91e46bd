package io.github.ec2unikernel.plugin.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprinterTest {

  private static final byte[] NAME = "name".getBytes(StandardCharsets.UTF_8);

  /** Around a sample's end, and beyond what is read in full. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000, 16 << 20, (16 << 20) + 1, 50_000_000})
  void aContentReadInAnyPiecesCountsAsOneReadBeforehand(int size) {
    Content content = PatternContent.of(size);
    Fingerprinter beforehand = new Fingerprinter();
    beforehand.add("name", content);
    Fingerprinter meanwhile = new Fingerprinter();
    SplittableRandom random = new SplittableRandom(size);

    try (ContentReader reader = meanwhile.watch(NAME, content).open()) {
      for (int rest = size; rest > 0; ) {
        int part = Math.min(rest, random.nextInt(1, 200_000));
        ByteBuffer piece = ByteBuffer.allocate(part + 10).position(7).limit(part + 7);
        reader.fill(piece);
        assertThat(piece.get(7)).isEqualTo(PatternContent.of(size).at(size - rest));
        rest -= part;
      }
      reader.requireEnd();
    }

    assertThat(meanwhile.finish()).isEqualTo(beforehand.finish());
  }

  @Test
  void nameSizeAndBytesCount() {
    ByteBuffer base = numbers("a", PatternContent.of(100));

    assertThat(numbers("a", PatternContent.of(100))).isEqualTo(base);
    assertThat(numbers("b", PatternContent.of(100))).isNotEqualTo(base);
    assertThat(numbers("a", PatternContent.of(101))).isNotEqualTo(base);
    assertThat(numbers("a", new PatternContent(100, 1))).isNotEqualTo(base);
  }

  private static ByteBuffer numbers(String name, Content content) {
    Fingerprinter fingerprinter = new Fingerprinter();
    fingerprinter.add(name, content);
    return fingerprinter.finish();
  }
}
