package io.github.ec2unikernel.harness.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstanceFamiliesTest {

  @ParameterizedTest
  @CsvSource({
    "t1.micro, XEN_PV, -, NONE",
    "m3.medium, 'XEN_HVM XEN_PV', BIOS, NONE",
    "t2.micro, XEN_HVM, BIOS, NONE",
    "r4.large, XEN_HVM, BIOS, SUPPORTED",
    "i3.large, XEN_HVM, BIOS, SUPPORTED",
    "t3.micro, NITRO, 'BIOS UEFI', REQUIRED",
    "m7i-flex.large, NITRO, 'BIOS UEFI', REQUIRED",
    "g4ad.xlarge, NITRO, BIOS, REQUIRED",
    "t4g.nano, NITRO, UEFI, REQUIRED",
  })
  void aTypeIsLikeItsFamily(String name, String hypervisors, String firmwares, EnaUse ena) {
    InstanceType type = InstanceFamilies.find(name).orElseThrow();

    assertThat(type.name()).isEqualTo(name);
    assertThat(words(type.hypervisors())).isEqualTo(hypervisors);
    assertThat(words(type.firmwares())).isEqualTo(firmwares);
    assertThat(type.ena()).isEqualTo(ena);
    assertThat(type.x86()).isEqualTo(!name.startsWith("t4g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i3.metal", "c5.metal", "c7i.metal-24xl"})
  void bareMetalHasNitrosCardsAndABiosWhateverItsFamilyIs(String name) {
    assertThat(InstanceFamilies.find(name))
        .contains(
            new InstanceType(
                name, Set.of(Hypervisor.NITRO), Set.of(Firmware.BIOS), EnaUse.REQUIRED, true));
  }

  @Test
  void bareMetalOfArmHasUefi() {
    assertThat(InstanceFamilies.find("a1.metal").orElseThrow().firmwares())
        .containsExactly(Firmware.UEFI);
  }

  @ParameterizedTest
  @ValueSource(strings = {"q9.huge", "t3", "", ".micro", "T3.micro", "mac1.metal"})
  void ofAnotherNameNothingIsKnown(String name) {
    assertThat(InstanceFamilies.find(name)).isEmpty();
  }

  @Test
  void anImageMeetsTheHypervisorOfItsVirtualization() {
    InstanceType both = InstanceFamilies.find("c3.large").orElseThrow();
    assertThat(both.hypervisor(BootWay.PVGRUB)).contains(Hypervisor.XEN_PV);
    assertThat(both.hypervisor(BootWay.SHIM)).contains(Hypervisor.XEN_HVM);

    assertThat(InstanceFamilies.find("t1.micro").orElseThrow().hypervisor(BootWay.DISK)).isEmpty();
    assertThat(InstanceFamilies.find("t3.nano").orElseThrow().hypervisor(BootWay.PVGRUB)).isEmpty();
  }

  /** The SDK's enumeration is AWS's own; a family that is missing here is one to look up. */
  @Test
  void everyFamilyThatTheSdkNamesIsInTheTable() {
    Set<String> gone = Set.of("cc1", "cc2", "cg1", "cr1", "hi1");
    Set<String> missing =
        Arrays.stream(software.amazon.awssdk.services.ec2.model.InstanceType.values())
            .map(Object::toString)
            .filter(name -> name.contains(".") && !name.startsWith("mac"))
            .filter(name -> !gone.contains(name.substring(0, name.indexOf('.'))))
            .filter(name -> InstanceFamilies.find(name).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(missing).isEmpty();
  }

  @Test
  void nitroIsWhereEnaIsRequiredAndNowhereElse() {
    assertThat(InstanceFamilies.all())
        .hasSizeGreaterThan(100)
        .allMatch(
            type ->
                type.hypervisors().contains(Hypervisor.NITRO) == (type.ena() == EnaUse.REQUIRED));
  }

  private static String words(Set<? extends Enum<?>> values) {
    return values.isEmpty()
        ? "-"
        : values.stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
  }
}
