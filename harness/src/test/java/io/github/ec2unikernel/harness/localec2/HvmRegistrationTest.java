package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;

/** What only an HVM image has: firmware, a TPM, and volumes with rates. */
final class HvmRegistrationTest extends LocalEc2Base {

  @Test
  void anImageShowsItsFirmwareAndItsMetadataVersion() {
    register(r -> r.bootMode("uefi").tpmSupport("v2.0").imdsSupport("v2.0"));

    Image image = ec2.describeImages(r -> r.owners("self")).images().get(0);
    assertThat(image.bootModeAsString()).isEqualTo("uefi");
    assertThat(image.tpmSupportAsString()).isEqualTo("v2.0");
    assertThat(image.imdsSupportAsString()).isEqualTo("v2.0");
  }

  @Test
  void aKernelIdIsRefused() {
    assertThat(code(r -> r.kernelId("aki-70cb0e10"))).isEqualTo("InvalidParameterCombination");
    assertThat(code(r -> r.bootMode("bios"))).isEqualTo("InvalidParameterValue");
    assertThat(code(r -> r.sriovNetSupport("fast"))).isEqualTo("InvalidParameterValue");
    assertThat(ec2.describeImages(r -> r.owners("self")).images()).isEmpty();
  }

  @Test
  void aTpmNeedsUefi() {
    assertThat(code(r -> r.tpmSupport("v2.0"))).isEqualTo("InvalidParameterCombination");
    assertThat(code(r -> r.tpmSupport("v2.0").bootMode("uefi-preferred")))
        .isEqualTo("InvalidParameterCombination");
    assertThat(code(r -> r.tpmSupport("v1.2").bootMode("uefi"))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void uefiVariablesNeedUefiAndAreBase64OfAtMost64KiB() {
    String data = Base64.getEncoder().encodeToString(new byte[64 * 1024]);
    String large = Base64.getEncoder().encodeToString(new byte[64 * 1024 + 1]);

    assertThat(code(r -> r.uefiData(data))).isEqualTo("InvalidParameterCombination");
    assertThat(code(r -> r.uefiData("?").bootMode("uefi"))).isEqualTo("InvalidParameterValue");
    assertThat(code(r -> r.uefiData(large).bootMode("uefi"))).isEqualTo("InvalidParameterValue");
    register(r -> r.uefiData(data).bootMode("uefi"));
  }

  @Test
  void aParavirtualImageHasNoFirmware() {
    Consumer<RegisterImageRequest.Builder> paravirtual =
        r -> r.virtualizationType("paravirtual").kernelId("aki-70cb0e10");

    assertThat(code(paravirtual.andThen(r -> r.tpmSupport("v2.0"))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(code(paravirtual.andThen(r -> r.uefiData("AA=="))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(code(paravirtual.andThen(r -> r.imdsSupport("v3"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void anArmImageDoesNotBootFromABios() {
    assertThat(code(r -> r.architecture("arm64").bootMode("legacy-bios")))
        .isEqualTo("InvalidParameterCombination");
    register(r -> r.architecture("arm64").bootMode("uefi"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gp3, 10, 3000, 125, -",
        "gp3, 10, -, 750, -",
        "gp3, 10, -, 751, InvalidParameterValue",
        "gp3, 10, 5001, -, InvalidParameterValue",
        "gp3, 10, 2999, -, InvalidParameterValue",
        "gp2, 10, 3000, -, InvalidParameterCombination",
        "gp2, 10, -, 125, InvalidParameterCombination",
        "io1, 10, 500, -, -",
        "io1, 10, 501, -, InvalidParameterValue",
        "io1, 10, -, -, MissingParameter",
        "io2, 10, 10000, -, -",
        "standard, 10, 100, -, InvalidParameterCombination",
      })
  void ratesGoWithTheTypeAndTheSize(
      String type, int size, Integer iops, Integer throughput, String code) {
    BlockDeviceMapping volume =
        BlockDeviceMapping.builder()
            .deviceName("/dev/xvdb")
            .ebs(e -> e.volumeType(type).volumeSize(size).iops(iops).throughput(throughput))
            .build();
    BlockDeviceMapping root = root();
    Consumer<RegisterImageRequest.Builder> both = r -> r.blockDeviceMappings(root, volume);

    if (code != null) {
      assertThat(code(both)).isEqualTo(code);
      return;
    }
    register(both);
    EbsBlockDevice shown =
        ec2.describeImages(r -> r.owners("self"))
            .images()
            .get(0)
            .blockDeviceMappings()
            .get(1)
            .ebs();
    assertThat(shown.iops()).isEqualTo(iops);
    assertThat(shown.throughput()).isEqualTo(throughput);
  }

  @Test
  void aKeyIsOnlyForRunningInstances() {
    BlockDeviceMapping volume =
        BlockDeviceMapping.builder()
            .deviceName("/dev/xvdb")
            .ebs(e -> e.volumeSize(1).encrypted(true).kmsKeyId("alias/mine"))
            .build();
    BlockDeviceMapping root = root();

    assertThat(code(r -> r.blockDeviceMappings(root, volume)))
        .isEqualTo("InvalidParameterCombination");
  }

  private BlockDeviceMapping root() {
    String snapshot = Blocks.snapshot(local, 1);
    return BlockDeviceMapping.builder()
        .deviceName("/dev/xvda")
        .ebs(e -> e.snapshotId(snapshot))
        .build();
  }

  private void register(Consumer<RegisterImageRequest.Builder> change) {
    ec2.registerImage(request(change));
  }

  private String code(Consumer<RegisterImageRequest.Builder> change) {
    RegisterImageRequest request = request(change);
    return Clients.code(() -> ec2.registerImage(request));
  }

  private RegisterImageRequest request(Consumer<RegisterImageRequest.Builder> change) {
    return RegisterImageRequest.builder()
        .name("hello")
        .architecture("x86_64")
        .virtualizationType("hvm")
        .rootDeviceName("/dev/xvda")
        .blockDeviceMappings(root())
        .applyMutation(change)
        .build();
  }
}
