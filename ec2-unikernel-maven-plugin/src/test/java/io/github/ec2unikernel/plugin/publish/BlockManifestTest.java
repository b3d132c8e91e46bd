package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockManifestTest {

  private static final String A = DataBlock.digest(new byte[] {1});
  private static final String B = DataBlock.digest(new byte[] {2});
  private static final BlockManifest TWO =
      new BlockManifest(3, List.of(new DataBlock(0, A), new DataBlock(17, B)));

  @Test
  void itsTextIsAsDocumented() {
    assertThat(new String(TWO.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("ec2-unikernel blocks 1\nvolume 3 blocks 2\n0 %s\n17 %s\n".formatted(A, B));
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    assertThat(BlockManifest.parse(TWO.bytes())).isEqualTo(TWO);
    BlockManifest none = new BlockManifest(1, List.of());
    assertThat(BlockManifest.parse(none.bytes())).isEqualTo(none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ec2-unikernel blocks 2\nvolume 1 blocks 0\n",
        "ec2-unikernel blocks 1\nvolume 1 blocks 1\n",
        "ec2-unikernel blocks 1\nvolume 1 blocks 0",
        "ec2-unikernel blocks 1\nvolume x blocks 0\n",
        "ec2-unikernel blocks 1\nvolume 1 blocks 0\n\n",
        "ec2-unikernel blocks 1\nvolume 1 blocks 1\n0 AAAA\n"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> BlockManifest.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedByteIsEitherRefusedOrChangesTheDigest() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = TWO.bytes();
    IntStream.range(0, 500)
        .forEach(
            i -> {
              byte[] changed = bytes.clone();
              int at = random.nextInt(bytes.length);
              changed[at] ^= (byte) (1 + random.nextInt(127));
              assertThat(Sha256.hex(changed)).isNotEqualTo(TWO.digest());
              try {
                assertThat(BlockManifest.parse(changed).digest()).isNotEqualTo(TWO.digest());
              } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
              }
            });
  }

  @Test
  void blocksOutOfOrderAreRefused() {
    String text = "ec2-unikernel blocks 1\nvolume 1 blocks 2\n17 %s\n0 %s\n".formatted(A, B);

    assertThatThrownBy(() -> BlockManifest.parse(text.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("is no block after 17");
  }
}
