package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code <publish>} takes, in the order that an error names it. */
class PublishChoicesTest {

  private final Properties commandLine = new Properties();
  private final Settings settings = new Settings(commandLine, new Properties(), Path.of(""));
  private final PublishConfiguration publish = new PublishConfiguration();

  private final List<Consumer<Settings>> readers =
      List.of(publish::viaS3, publish::upload, given -> publish.regions(given, List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "via:ebs-direct, s3-import",
        "format:raw, vhd, vhd-dynamic, vmdk",
        "replication:copy, upload",
        "regionFailure:undo-all, best-effort",
        "delta:true, false",
        "verify:delta, always, never",
        "onFailure:undo, keep"
      })
  void aWordThatIsNoneIsAnsweredByAllThatAre(String element, String words) {
    commandLine.setProperty("unikernel.publish." + element, "other");
    if (element.equals("format")) {
      commandLine.setProperty("unikernel.publish.via", "s3-import");
      commandLine.setProperty("unikernel.bucket", "images");
    }

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> readers.forEach(reader -> reader.accept(settings)))
        .withMessage("<publish><%s> is 'other'".formatted(element))
        .satisfies(e -> assertThat(e.hint()).startsWith("Give one of " + words + ", in the POM"));
  }
}
