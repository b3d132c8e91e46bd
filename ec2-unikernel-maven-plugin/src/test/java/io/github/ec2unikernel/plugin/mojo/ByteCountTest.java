package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "512, 512",
    "3k, 3072",
    "200m, 209715200",
    "200 MiB, 209715200",
    "1g, 1073741824",
    "1GB, 1073741824",
    "16t, 17592186044416"
  })
  void aUnitIsAPowerOf1024(String text, long bytes) {
    assertThat(ByteCount.parse(text, "<size>")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0g", "-1g", "1.5g", "g", "1x", "1 0", "17t", "99999999999999999999"})
  void whatIsNoSizeIsRefusedWithTheElement(String text) {
    assertThatThrownBy(() -> ByteCount.parse(text, "<size> of the volume 'data'"))
        .isInstanceOf(InputException.class)
        .hasMessage("<size> of the volume 'data' is '" + text + "'");
  }
}
