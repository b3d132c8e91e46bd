package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.publish.Deprecation;
import io.github.ec2unikernel.plugin.publish.ImageOptions;
import io.github.ec2unikernel.plugin.publish.KernelChoice;
import io.github.ec2unikernel.plugin.publish.Regions;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AmiConfigurationTest {

  @Test
  void nothingGivenIsNothingAskedFor() {
    assertThat(new AmiConfiguration().options(settings(Map.of()), null, Map.of()))
        .isEqualTo(ImageOptions.standard().withVolumes(Map.of("", EbsVolume.standard())));
    assertThat(new PublishConfiguration().regions(settings(Map.of()), List.of()))
        .isEqualTo(Regions.one());
  }

  @Test
  void theCommandLineSetsWhatTheElementsDo() {
    ImageOptions options =
        new AmiConfiguration()
            .options(
                settings(
                    Map.of(
                        "unikernel.ami.deprecateAfter", "P1Y",
                        "unikernel.ami.description", "{version}",
                        "unikernel.ami.imdsSupport", "v2.0",
                        "unikernel.ami.ebs.type", "gp3",
                        "unikernel.ami.ebs.size", "8",
                        "unikernel.ami.ebs.deleteOnTermination", "false")),
                "name",
                Map.of());

    assertThat(options.name()).isEqualTo("name");
    assertThat(options.description()).isEqualTo("{version}");
    assertThat(options.deprecation()).isEqualTo(new Deprecation(Period.ofYears(1), null));
    assertThat(options.platform().imds()).isEqualTo("v2.0");
    assertThat(options.volumes()).containsEntry("", new EbsVolume("gp3", null, null, 8, false));
  }

  @Test
  void aWordThatIsNoChoiceIsToldWithThoseThatAre() {
    assertThatThrownBy(
            () ->
                new PublishConfiguration()
                    .regions(
                        settings(Map.of("unikernel.publish.replication", "mirror")), List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<publish><replication> is 'mirror'");
  }

  @Test
  void theLockFileIsInTheProjectUnlessItIsElsewhereOrNotWanted() {
    AwsConfiguration aws = new AwsConfiguration();

    assertThat(aws.kernel(settings(Map.of()), true).lockFile())
        .isEqualTo(Path.of("project", "ec2-unikernel.lock"));
    assertThat(aws.kernel(settings(Map.of()), false)).isEqualTo(KernelChoice.newest());
    assertThat(aws.kernel(settings(Map.of("unikernel.lockFile", "none")), true).lockFile())
        .isNull();
    assertThat(
            aws.kernel(
                settings(Map.of("unikernel.lockFile", "pins", "unikernel.updateLock", "true")),
                false))
        .isEqualTo(new KernelChoice(null, Path.of("project", "pins"), true));
  }

  @Test
  void sharingIsReadFromTheCommandLine() {
    assertThat(
            new ShareConfiguration()
                .sharing(settings(Map.of("unikernel.share.with", "111122223333,public")))
                .with())
        .hasSize(2);
  }

  private static Settings settings(Map<String, String> commandLine) {
    Properties given = new Properties();
    given.putAll(commandLine);
    return new Settings(given, new Properties(), Path.of("project"));
  }
}
