package io.github.ec2unikernel.harness.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaunchTableTest {

  @ParameterizedTest
  @CsvSource({
    "MIRAGEOS, PVGRUB, XEN_PV, LAUNCHES, EC2",
    "HALVM, PVGRUB, XEN_PV, LAUNCHES, EC2",
    "MIRAGEOS, PVGRUB, XEN_HVM, NEVER, DESIGN",
    "MIRAGEOS, PVGRUB, NITRO, NEVER, DESIGN",
    "MIRAGEOS, SHIM, XEN_PV, NEVER, DESIGN",
    "MIRAGEOS, SHIM, XEN_HVM, LAUNCHES, HERE",
    "MIRAGEOS, SHIM, NITRO, NEVER, DESIGN",
    "HALVM, SHIM, XEN_HVM, UNKNOWN, NONE",
    "SOLO5, PVH, XEN_HVM, WITHOUT_DEVICES, HERE",
    "SOLO5, PVH, NITRO, NEVER, DESIGN",
    "SOLO5, MULTIBOOT, XEN_HVM, WITHOUT_DEVICES, HERE",
    "RUMPRUN, MULTIBOOT, NITRO, WITHOUT_DEVICES, DESIGN",
    "NANOS, DISK, NITRO, LAUNCHES, EC2",
    "OSV, DISK, XEN_HVM, LAUNCHES, EC2",
    "LINUX, DISK, XEN_PV, NEVER, DESIGN",
    "UNKNOWN, MULTIBOOT, NITRO, UNKNOWN, HERE",
    "HALVM, MULTIBOOT, NITRO, UNKNOWN, NONE",
  })
  void aKernelDoesThere(
      Producer.Name family, BootWay way, Hypervisor hypervisor, Outcome outcome, Evidence how) {
    LaunchAnswer answer = LaunchTable.answer(family, way, hypervisor);

    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.evidence()).isEqualTo(how);
  }

  @Test
  void everyFamilyHasAnAnswerForEveryWayOnEveryHypervisorWithItsReasonAsAClause() {
    for (Producer.Name family : Producer.Name.values()) {
      for (BootWay way : BootWay.values()) {
        assertThat(LaunchTable.answers(family, way))
            .extracting(LaunchAnswer::hypervisor)
            .containsExactly(Hypervisor.values());
        assertThat(LaunchTable.answers(family, way))
            .allSatisfy(
                answer -> {
                  assertThat(answer.way()).isEqualTo(way);
                  assertThat(answer.reason()).matches("[a-zA-Z].*[^. ]");
                });
      }
    }
  }

  @Test
  void noRowIsHiddenByARule() {
    List<String> hidden = new ArrayList<>();
    for (LaunchTable.Key key : LaunchTable.rows().keySet()) {
      LaunchAnswer found = LaunchTable.answer(key.family(), key.way(), key.hypervisor());
      if (!found.equals(LaunchTable.rows().get(key))) {
        hidden.add(key.toString());
      }
    }

    assertThat(hidden).isEmpty();
    assertThat(LaunchTable.rows()).hasSizeGreaterThan(40);
  }

  /** A row for one hypervisor and none for another that the way reaches would be a hole. */
  @Test
  void aFamilyThatHasARowHasOneForEveryHypervisorThatNoRuleExcludes() {
    for (LaunchTable.Key key : LaunchTable.rows().keySet()) {
      for (Hypervisor hypervisor : Hypervisor.values()) {
        if (LaunchTable.rule(key.way(), hypervisor).isEmpty()) {
          assertThat(LaunchTable.rows())
              .containsKey(new LaunchTable.Key(key.family(), key.way(), hypervisor));
        }
      }
    }
  }

  @Test
  void nothingLaunchesWithoutDriversForWhatTheHypervisorHasAndSomebodyWhoSawIt() {
    Map<Hypervisor, List<String>> drivers =
        Map.of(
            Hypervisor.XEN_PV, List.of("blkfront", "netfront"),
            Hypervisor.XEN_HVM, List.of("blkfront", "netfront"),
            Hypervisor.NITRO, List.of("nvme", "ena"));
    for (LaunchAnswer answer : LaunchTable.rows().values()) {
      assertThat(answer.outcome()).isNotEqualTo(Outcome.NEVER);
      switch (answer.outcome()) {
        case LAUNCHES -> {
          assertThat(List.of(answer.disk(), answer.network()))
              .isEqualTo(drivers.get(answer.hypervisor()));
          assertThat(answer.evidence()).isIn(Evidence.EC2, Evidence.HERE);
        }
        case WITHOUT_NETWORK -> assertThat(answer.network()).isEqualTo("none");
        case WITHOUT_DEVICES ->
            assertThat(List.of(answer.disk(), answer.network())).containsOnly("none");
        default -> assertThat(answer.ec2()).isEmpty();
      }
    }
  }

  @Test
  void theShimHasBeenRunOnEc2ByNobody() {
    for (Producer.Name family : Producer.Name.values()) {
      assertThat(LaunchTable.answers(family, BootWay.SHIM))
          .allMatch(answer -> answer.ec2().isEmpty());
    }
  }

  @Test
  void theEvidenceIsToldInWords() {
    assertThat(text(Producer.Name.NANOS, BootWay.DISK, Hypervisor.NITRO))
        .isEqualTo("shown on EC2 by NanoVMs, with ops");
    assertThat(text(Producer.Name.MIRAGEOS, BootWay.SHIM, Hypervisor.XEN_HVM))
        .isEqualTo("tested here (a web server of 2016 under Xen HVM, by hand), on EC2 by nobody");
    assertThat(text(Producer.Name.MIRAGEOS, BootWay.SHIM, Hypervisor.NITRO)).isEqualTo("by design");
    assertThat(text(Producer.Name.HALVM, BootWay.SHIM, Hypervisor.XEN_HVM))
        .isEqualTo("shown by nobody");
  }

  @Test
  void enaIsSaidToBeDrivenWhereverNitroMayRunTheKernel() {
    assertThat(LaunchTable.takesEna(Producer.Name.NANOS, BootWay.DISK)).isTrue();
    assertThat(LaunchTable.takesEna(Producer.Name.OSV, BootWay.MULTIBOOT)).isTrue();
    assertThat(LaunchTable.takesEna(Producer.Name.SOLO5, BootWay.MULTIBOOT)).isTrue();
    assertThat(LaunchTable.takesEna(Producer.Name.UNKNOWN, BootWay.MULTIBOOT)).isTrue();
    assertThat(LaunchTable.takesEna(Producer.Name.MIRAGEOS, BootWay.SHIM)).isFalse();
    assertThat(LaunchTable.takesEna(Producer.Name.SOLO5, BootWay.PVH)).isFalse();
  }

  private static String text(Producer.Name family, BootWay way, Hypervisor hypervisor) {
    return LaunchTable.answer(family, way, hypervisor).evidenceText();
  }
}
