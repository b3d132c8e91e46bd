package io.github.ec2unikernel.plugin.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class CompressedContentTest {

  private static final Content PATTERN = PatternContent.of(300_001);

  @Test
  void whatWasCompressedComesOutAgain() throws IOException {
    byte[] packed = bytes(CompressedContent.of(PATTERN, "kernel k"));

    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo(bytes(PATTERN));
  }

  @Test
  void neitherTimeNorNameNorFlagsAreKept() throws IOException {
    byte[] packed = bytes(CompressedContent.of(PATTERN, "kernel k"));

    // magic, method, flags, time
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    assertThat(bytes(CompressedContent.of(PATTERN, "kernel k"))).isEqualTo(packed);
  }

  @Test
  void whatIsTooLargeForMemoryIsRefused() {
    Content large = PatternContent.of((128L << 20) + 1);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> CompressedContent.of(large, "kernel k"))
        .withMessage("The kernel k has 134217729 bytes; up to 134217728 are compressed.");
  }

  private static byte[] bytes(Content content) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    try (ContentReader reader = content.open()) {
      reader.fill(bytes);
    }
    return bytes.array();
  }
}
