package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.FileRequest;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileConfigurationTest {

  private final Settings settings =
      new Settings(new Properties(), new Properties(), Path.of("/project"));

  @ParameterizedTest
  @CsvSource({
    "conf/app.json, /project/conf/app.json, /app.json",
    "conf/app.json:/json.cfg, /project/conf/app.json, /json.cfg",
    "/a:b:/c, /a:b, /c",
    "a:, /project/a, /a"
  })
  void aTextIsASourceAndPerhapsATarget(String text, String source, String target) {
    assertThat(FileConfiguration.of(text).request(settings))
        .isEqualTo(new FileRequest(Path.of(source), target));
  }

  @Test
  void aFileWithoutASourceIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new FileConfiguration().request(settings))
        .withMessage("a <file> in <files> has no <source>");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> FileConfiguration.of(":/json.cfg").request(settings));
  }
}
