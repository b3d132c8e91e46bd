package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;

class SettlingTest {

  @TempDir Path folder;
  private LocalAccount account;
  private AccountRegion region;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    region = new AccountRegion(account.server(), LocalAccount.REGION);
    disk = account.disk("disk", RawDisks.BLOCK, 0);
  }

  @AfterEach
  void close() {
    region.close();
    account.close();
  }

  @Test
  void tagsThatChangeAreChangedOnTheImageThatIsThereAndItsSnapshot() {
    publish(ImageOptions.standard().withTags(Map.of("team", "kernel", "cost", "1")));

    MachineImage image =
        publish(ImageOptions.standard().withTags(Map.of("team", "boot", "stage", "prod")));

    assertThat(image.reused()).isTrue();
    Map<String, String> wanted = Map.of("team", "boot", "stage", "prod", "cost", "1");
    assertThat(LocalAccount.tags(region.image().tags())).containsAllEntriesOf(wanted);
    assertThat(LocalAccount.tags(region.snapshots().get(0).tags())).containsAllEntriesOf(wanted);
  }

  @Test
  void aPeriodCountsFromWhenTheImageWasMadeHoweverOftenItIsPublished() {
    ImageOptions options = deprecated("P1Y");
    publish(options);
    Image image = region.image();
    Instant wanted =
        Instant.parse(image.creationDate())
            .atOffset(ZoneOffset.UTC)
            .plusYears(1)
            .truncatedTo(ChronoUnit.MINUTES)
            .toInstant();

    assertThat(Instant.parse(image.deprecationTime())).isEqualTo(wanted);

    publish(options);
    assertThat(account.calls("EnableImageDeprecation")).isEqualTo(1);
  }

  @Test
  void anotherDateReplacesTheFirst() {
    publish(deprecated("P1Y"));
    String date = Instant.now().plus(100, ChronoUnit.DAYS).toString().substring(0, 10);

    publish(deprecated(date));

    assertThat(Instant.parse(region.image().deprecationTime()))
        .isEqualTo(Instant.parse(date + "T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-01-31", "P-1D", "P11Y", "tomorrow", "1Y", "2027-02-31"})
  void whatAwsWouldNotTakeIsRefused(String text) {
    assertThatThrownBy(() -> Deprecation.parse(text, Instant.parse("2026-06-01T00:00:00Z")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<ami><deprecateAfter> is '" + text + "'");
  }

  @Test
  void theVolumeIsAsItWasAskedFor() {
    publish(
        ImageOptions.standard().withVolumes(Map.of("", new EbsVolume("gp3", 4000, 250, 8, false))));

    EbsBlockDevice ebs = region.image().blockDeviceMappings().get(0).ebs();
    assertThat(ebs.volumeTypeAsString()).isEqualTo("gp3");
    assertThat(ebs.iops()).isEqualTo(4000);
    assertThat(ebs.throughput()).isEqualTo(250);
    assertThat(ebs.volumeSize()).isEqualTo(8);
    assertThat(ebs.deleteOnTermination()).isFalse();
    assertThat(region.snapshots().get(0).volumeSize()).isEqualTo(1);
  }

  @Test
  void anotherVolumeIsAnotherImageOfTheSameSnapshot() {
    MachineImage before = publish(ImageOptions.standard().withName("before"));

    MachineImage after =
        publish(
            ImageOptions.standard()
                .withName("after")
                .withVolumes(Map.of("", new EbsVolume("gp3", null, null, null, true))));

    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.snapshot().id()).isEqualTo(before.snapshot().id());
  }

  @Test
  void anImageCanAskForTheSecondMetadataService() {
    publish(ImageOptions.standard().withPlatform(new PlatformOptions(null, null, "v2.0", null)));

    assertThat(region.image().imdsSupportAsString()).isEqualTo("v2.0");
    assertThat(region.image().enaSupport()).isNotEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({
    "uefi,false,,, <ami><bootMode> is 'uefi'",
    ",true,,, <ami><ena> is 'true'",
    ",false,v1.0,, <ami><imdsSupport> is 'v1.0'",
    ",false,,v2.0, <ami><tpmSupport> is 'v2.0'"
  })
  void whatAPvImageCantHaveIsRefusedWithTheReason(
      String bootMode, boolean ena, String imds, String tpm, String message) {
    assertThatThrownBy(
            () ->
                publish(
                    ImageOptions.standard()
                        .withPlatform(new PlatformOptions(bootMode, ena, imds, tpm))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(account.calls("DescribeImages", "StartSnapshot")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "gp9,,,, of type 'gp9'",
    "sc1,,,, which EC2 does not boot",
    ",100,,, the account's standard type takes none",
    "gp2,100,,, gp2 takes none",
    "io1,,,, is of type io1 and has no <iops>",
    "gp2,,200,, <throughput> 200",
    "gp2,,,0, has 0 GiB"
  })
  void volumesThatThereAreNotAreRefused(
      String type, Integer iops, Integer throughput, Integer size, String message) {
    ImageOptions options =
        ImageOptions.standard()
            .withVolumes(Map.of("", new EbsVolume(type, iops, throughput, size, true)));

    assertThatThrownBy(() -> publish(options))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The EBS volume of the disk ")
        .hasMessageContaining(message);
  }

  @Test
  void aVolumeThatTheImageHasNotIsRefused() {
    assertThatThrownBy(
            () ->
                publish(ImageOptions.standard().withVolumes(Map.of("logs", EbsVolume.standard()))))
        .hasMessageContaining("<ebs> is given for the volume 'logs'");
  }

  private static ImageOptions deprecated(String text) {
    return ImageOptions.standard().withDeprecation(Deprecation.parse(text, Instant.now()));
  }

  private MachineImage publish(ImageOptions options) {
    return new Publisher().publish(account.request(disk).with(options), new Events()).primary();
  }
}
