package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.launch.InstanceFamilies;
import io.github.ec2unikernel.harness.launch.InstanceType;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Which HVM image goes with which instance type. */
final class HvmLaunchTest extends LocalEc2Base {

  private static final String OK = "-";

  @ParameterizedTest
  @CsvSource({
    "legacy-bios, false, t2.micro, -, legacy-bios",
    "legacy-bios, true, t2.micro, -, legacy-bios",
    "legacy-bios, true, r4.large, -, legacy-bios",
    "legacy-bios, true, t3.micro, -, legacy-bios",
    "legacy-bios, false, t3.micro, InvalidParameterCombination, -",
    "uefi, true, t2.micro, InvalidParameterCombination, -",
    "uefi, true, t3.micro, -, uefi",
    "uefi, true, g4ad.xlarge, InvalidParameterCombination, -",
    "uefi, false, m5.large, InvalidParameterCombination, -",
    "uefi-preferred, true, t2.micro, -, legacy-bios",
    "uefi-preferred, true, t3.micro, -, uefi",
    "uefi-preferred, true, g4ad.xlarge, -, legacy-bios",
    "legacy-bios, true, t1.micro, InvalidParameterCombination, -",
    "uefi, true, t4g.micro, InvalidParameterValue, -",
    ", true, t3.micro, -, legacy-bios",
  })
  void itRunsWhereItsFirmwareAndItsCardAre(
      String bootMode, boolean ena, String type, String code, String started) {
    String image = image(bootMode, ena);

    if (!code.equals(OK)) {
      assertThat(Clients.code(() -> run(image, type))).isEqualTo(code);
      return;
    }
    Instance instance = run(image, type);
    assertThat(instance.currentInstanceBootModeAsString()).isEqualTo(started);
    assertThat(instance.bootModeAsString()).isEqualTo(bootMode);
    assertThat(instance.kernelId()).isNull();
  }

  @Test
  void theRefusalOfAnImageWithoutEnaIsAwss() {
    String image = image("legacy-bios", false);

    assertThat(Clients.refusal(() -> run(image, "t3.micro")))
        .hasMessageContaining(
            "Enhanced networking with the Elastic Network Adapter (ENA) is required for the"
                + " 't3.micro' instance type. Ensure that you are using an AMI that is enabled for"
                + " ENA.");
  }

  /** Two tables by two hands: what is judged beforehand is what happens here. */
  @Test
  void theTypesAreWhatTheirFamiliesAreKnownToBe() {
    List<InstanceTypeInfo> types =
        ec2.describeInstanceTypesPaginator(r -> {}).instanceTypes().stream().toList();

    assertThat(types).hasSizeGreaterThan(40);
    assertThat(types)
        .allSatisfy(
            info -> {
              InstanceType known = InstanceFamilies.find(info.instanceTypeAsString()).orElseThrow();
              boolean isPvAlone = known.hypervisors().equals(java.util.Set.of(Hypervisor.XEN_PV));
              assertThat(known.hypervisors().contains(Hypervisor.NITRO))
                  .isEqualTo(info.hypervisorAsString().equals("nitro"));
              assertThat(known.hypervisors().contains(Hypervisor.XEN_PV))
                  .isEqualTo(info.supportedVirtualizationTypesAsStrings().contains("paravirtual"));
              if (!isPvAlone) {
                assertThat(known.firmwares().contains(Firmware.BIOS))
                    .isEqualTo(info.supportedBootModesAsStrings().contains("legacy-bios"));
                assertThat(known.firmwares().contains(Firmware.UEFI))
                    .isEqualTo(info.supportedBootModesAsStrings().contains("uefi"));
              }
              assertThat(
                      switch (known.ena()) {
                        case NONE -> "unsupported";
                        case SUPPORTED -> "supported";
                        case REQUIRED -> "required";
                      })
                  .isEqualTo(info.networkInfo().enaSupportAsString());
            });
  }

  private String image(String bootMode, boolean ena) {
    return Registrations.register(
        ec2,
        "hello",
        Blocks.snapshot(local, 1),
        r -> r.virtualizationType("hvm").bootMode(bootMode).enaSupport(ena));
  }

  private Instance run(String image, String type) {
    return ec2.runInstances(r -> r.imageId(image).instanceType(type).minCount(1).maxCount(1))
        .instances()
        .get(0);
  }
}
