package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PvGrubKernelTest {

  @Test
  void theNewestIsFoundByNumbersNotByLetters() {
    assertThat(newest("1.9", "1.10", "1.05")).contains("pv-grub-hd0_1.10-x86_64.gz");
    assertThat(newest("1.05", "1.04")).contains("pv-grub-hd0_1.05-x86_64.gz");
    assertThat(newest("2", "1.99")).contains("pv-grub-hd0_2-x86_64.gz");
    assertThat(newest("1.05", "1.05.1")).contains("pv-grub-hd0_1.05.1-x86_64.gz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pv-grub-hd00_1.05-x86_64.gz",
        "pv-grub-hd0_1.05-i386.gz",
        "pv-grub-hd0_1.03-x86_64.gz",
        "pv-grub-hd0_-x86_64.gz",
        "pv-grub-hd0_1.05-x86_64.gz.evil",
        "pv-grub-hd0_99999999999-x86_64.gz",
        "ec2-public-images/pv-grub-hd0-V1.01-x86_64.gz.manifest.xml"
      })
  void otherKernelsAreNotTaken(String name) {
    assertThat(PvGrubKernel.parse("aki-1", name)).isEmpty();
  }

  private static Optional<String> newest(String... versions) {
    return Stream.of(versions)
        .map(version -> "pv-grub-hd0_" + version + "-x86_64.gz")
        .flatMap(name -> PvGrubKernel.parse("aki-" + name, name).stream())
        .max(PvGrubKernel.byVersion())
        .map(PvGrubKernel::name);
  }
}
