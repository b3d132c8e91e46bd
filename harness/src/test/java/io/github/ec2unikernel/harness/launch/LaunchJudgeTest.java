package io.github.ec2unikernel.harness.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Producer.Name;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaunchJudgeTest {

  private static final LaunchImage PV = image(Name.MIRAGEOS, BootWay.PVGRUB, null, false);
  private static final LaunchImage SHIM =
      image(Name.MIRAGEOS, BootWay.SHIM, BootMode.LEGACY_BIOS, false);
  private static final LaunchImage NANOS =
      image(Name.NANOS, BootWay.DISK, BootMode.LEGACY_BIOS, true);

  @ParameterizedTest
  @CsvSource({
    "t1.micro, LAUNCHES",
    "m3.medium, LAUNCHES",
    "t2.micro, NEVER",
    "t3.micro, NEVER",
    "t4g.micro, NEVER",
  })
  void aPvImageRunsOnPvTypes(String type, Outcome outcome) {
    assertThat(answer(PV, type).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "t1.micro, NEVER, 'it starts PV images alone, and the image is HVM'",
    "m3.medium, LAUNCHES, 'the shim hands on Xen''s PV devices, which it drives'",
    "t2.micro, LAUNCHES, 'the shim hands on Xen''s PV devices, which it drives'",
    "t3.micro, NEVER, 'the kernel finds its devices by Xen, and Nitro has none'",
    "t4g.micro, NEVER, 'it runs Arm code, and the image is for x86-64'",
  })
  void aShimRunsOnXensHvmTypes(String type, Outcome outcome, String reason) {
    TypeAnswer answer = answer(SHIM, type);

    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @Test
  void aBootModeThatTheTypeDoesNotHaveKeepsItFromStarting() {
    LaunchImage uefi = image(Name.NANOS, BootWay.DISK, BootMode.UEFI, true);

    assertThat(answer(uefi, "t3.micro").outcome()).isEqualTo(Outcome.LAUNCHES);
    assertThat(answer(uefi, "t2.micro").outcome()).isEqualTo(Outcome.NEVER);
    assertThat(answer(uefi, "t2.micro").reason())
        .isEqualTo("it starts disks by BIOS, and the image's boot mode is uefi");
    assertThat(
            answer(image(Name.NANOS, BootWay.DISK, BootMode.UEFI_PREFERRED, true), "t2.micro")
                .outcome())
        .isEqualTo(Outcome.LAUNCHES);
  }

  @Test
  void nitroTakesOnlyWhatSaysThatItDrivesEna() {
    LaunchImage without = image(Name.SOLO5, BootWay.MULTIBOOT, BootMode.LEGACY_BIOS, false);
    LaunchImage with = image(Name.SOLO5, BootWay.MULTIBOOT, BootMode.LEGACY_BIOS, true);

    assertThat(answer(without, "t3.micro").outcome()).isEqualTo(Outcome.NEVER);
    assertThat(wayOut(without, "t3.micro")).contains("<ami><ena>true</ena></ami>");
    assertThat(answer(with, "t3.micro").outcome()).isEqualTo(Outcome.WITHOUT_DEVICES);
    assertThat(answer(without, "t2.micro").outcome()).isEqualTo(Outcome.WITHOUT_DEVICES);
    assertThat(answer(without, "r4.large").outcome()).isEqualTo(Outcome.WITHOUT_DEVICES);
  }

  @Test
  void anImageAsItIsRegisteredLaunchesWhereTheTableSaysSo() {
    for (Name family : Name.values()) {
      for (BootWay way : BootWay.values()) {
        LaunchImage image =
            image(
                family,
                way,
                way.isHvm() ? BootMode.LEGACY_BIOS : null,
                way.isHvm() && LaunchTable.takesEna(family, way));
        for (Hypervisor hypervisor : Hypervisor.values()) {
          assertThat(new LaunchJudge(image).answer(hypervisor))
              .isEqualTo(LaunchTable.answer(family, way, hypervisor));
        }
      }
    }
  }

  @Test
  void whatTheImageSaysOfItselfMayKeepItFromAHypervisor() {
    LaunchImage uefi = image(Name.NANOS, BootWay.DISK, BootMode.UEFI, true);
    LaunchImage withoutEna = image(Name.NANOS, BootWay.DISK, BootMode.LEGACY_BIOS, false);

    LaunchAnswer onXen = new LaunchJudge(uefi).answer(Hypervisor.XEN_HVM);
    assertThat(onXen.outcome()).isEqualTo(Outcome.NEVER);
    assertThat(onXen.reason())
        .isEqualTo("it starts disks by BIOS, and the image's boot mode is uefi");
    assertThat(new LaunchJudge(uefi).answer(Hypervisor.NITRO).outcome())
        .isEqualTo(Outcome.LAUNCHES);
    assertThat(new LaunchJudge(withoutEna).answer(Hypervisor.NITRO).outcome())
        .isEqualTo(Outcome.NEVER);
    assertThat(new LaunchJudge(withoutEna).answer(Hypervisor.XEN_HVM).outcome())
        .isEqualTo(Outcome.LAUNCHES);
  }

  @Test
  void theWayOutIsAFamilyThatRunsItOrAnotherWay() {
    LaunchImage both =
        new LaunchImage(
            Name.MIRAGEOS, Set.of(BootWay.PVGRUB, BootWay.SHIM), BootWay.PVGRUB, null, false);

    assertThat(wayOut(both, "t2.micro"))
        .isEqualTo(
            "Choose another instance type, of the families t1, m1, m2, m3, c1, c3, hs1."
                + " The kernel may run there with <bootWay>shim</bootWay>.");
    assertThat(wayOut(both, "t3.micro"))
        .isEqualTo("Choose another instance type, of the families t1, m1, m2, m3, c1, c3, hs1.");
    assertThat(wayOut(SHIM, "t3.micro"))
        .isEqualTo(
            "Choose another instance type, of the families t2, m4, c4, r4, m3, c3, d2, f1, g2, g3"
                + " and others.");
  }

  @Test
  void anEnaThatChangesNothingIsNotAdvised() {
    assertThat(wayOut(SHIM, "t3.micro")).doesNotContain("ena");
    assertThat(wayOut(PV, "t3.micro")).doesNotContain("ena");
    assertThat(wayOut(NANOS, "t4g.micro")).doesNotContain("ena");
  }

  @Test
  void aSummaryNamesGroupsAndWhatIsNotOfTheGroupsMind() {
    assertThat(FamilySummary.of(PV))
        .isEqualTo(
            new FamilySummary(
                "Xen PV and HVM: m3 c3 hs1 / Xen PV: t1 m1 m2 c1",
                "Nitro: t3 m5 c5 r5 and newer / Xen HVM: t2 m4 c4 r4 i3 and older"
                    + " / Arm: t4g m6g c7g and others"));
    assertThat(FamilySummary.of(image(Name.NANOS, BootWay.DISK, BootMode.UEFI, true)).on())
        .isEqualTo(
            "Nitro: t3 m5 c5 r5 and newer but dl1 g4ad p4d p4de u-12tb1 u-18tb1 u-24tb1 u-3tb1"
                + " u-6tb1 u-9tb1 vt1");
    assertThat(FamilySummary.of(SHIM).notOn())
        .isEqualTo(
            "Nitro: t3 m5 c5 r5 and newer / Xen PV: t1 m1 m2 c1 / Arm: t4g m6g c7g and others");
  }

  @Test
  void everySummaryFitsIntoATagThatEveryServiceTakes() {
    for (Name family : Name.values()) {
      for (BootWay way : BootWay.values()) {
        for (BootMode mode : BootMode.values()) {
          for (boolean ena : new boolean[] {true, false}) {
            FamilySummary summary =
                FamilySummary.of(image(family, way, way.isHvm() ? mode : null, ena));
            for (String text : new String[] {summary.on(), summary.notOn()}) {
              assertThat(text).matches("[a-zA-Z0-9 /:+=._@-]{1,255}");
            }
          }
        }
      }
    }
  }

  private static LaunchImage image(Name family, BootWay way, @Nullable BootMode mode, boolean ena) {
    return new LaunchImage(family, Set.of(way), way, mode, ena);
  }

  private static TypeAnswer answer(LaunchImage image, String type) {
    return new LaunchJudge(image).answer(InstanceFamilies.find(type).orElseThrow());
  }

  private static String wayOut(LaunchImage image, String type) {
    return new LaunchJudge(image).wayOut(InstanceFamilies.find(type).orElseThrow());
  }
}
