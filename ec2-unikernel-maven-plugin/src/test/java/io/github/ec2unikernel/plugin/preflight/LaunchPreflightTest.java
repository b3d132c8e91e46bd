package io.github.ec2unikernel.plugin.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Producer.Name;
import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.preflight.Finding.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said beforehand of where an image launches. */
class LaunchPreflightTest {

  private static final LaunchImage PV = image(Name.MIRAGEOS, BootWay.PVGRUB, null, false);
  private static final LaunchImage SHIM =
      image(Name.MIRAGEOS, BootWay.SHIM, BootMode.LEGACY_BIOS, false);
  private static final LaunchImage NANOS =
      image(Name.NANOS, BootWay.DISK, BootMode.LEGACY_BIOS, true);
  private static final LaunchImage UEFI = image(Name.NANOS, BootWay.DISK, BootMode.UEFI, true);
  private static final LaunchImage SOLO5 =
      image(Name.SOLO5, BootWay.MULTIBOOT, BootMode.LEGACY_BIOS, true);
  private static final LaunchImage HELLO =
      image(Name.UNKNOWN, BootWay.MULTIBOOT, BootMode.LEGACY_BIOS, false);

  @TempDir Path folder;
  private LocalEc2 server;

  @BeforeEach
  void open() {
    server = LocalEc2.start(LocalEc2Options.in(folder));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anHvmImageNeedsNoPvGrubAndRegionsWithoutAreWell() {
    List<Finding> findings = find("eu-north-1", NANOS);

    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly("identity", "clock", "region", "permission", "quota", "launch");
    assertThat(server.calls().of("RegisterImage"))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.outcome()).isEqualTo("DryRunOperation");
              assertThat(call.parameters())
                  .containsEntry("VirtualizationType", "hvm")
                  .doesNotContainKey("KernelId");
            });
    assertThat(server.calls().of("DescribeImages")).isEmpty();
  }

  @Test
  void theTablesAnswerForTheImageIsPrinted() {
    assertThat(detail(find("us-west-2", NANOS), "launch"))
        .isEqualTo(
            "boots by disk, kernel by Nanos:"
                + " Xen PV: does not launch (its instances start PV images alone);"
                + " Xen HVM: launches (shown on EC2 by NanoVMs, with ops);"
                + " Nitro: launches (shown on EC2 by NanoVMs, with ops)");
  }

  @Test
  void whatTheImageSaysOfItselfCountsAsForTheTypes() {
    assertThat(detail(find("us-west-2", HELLO), "launch"))
        .contains("Nitro: does not launch (it takes only images that say that they drive ENA)");
    assertThat(detail(find("us-west-2", UEFI), "launch"))
        .contains("Xen HVM: does not launch (it starts disks by BIOS")
        .contains("Nitro: launches");
  }

  @Test
  void theShimIsToldAsExperimental() {
    assertThat(find("us-west-2", SHIM))
        .filteredOn(finding -> finding.check().equals("launch"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.detail()).contains("on EC2 by nobody");
              assertThat(finding.hint()).contains("experimental");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PV | t1.micro | OK | t1.micro: launches | ''",
        "PV | t3.micro | FAILURE | does not launch: it starts HVM images alone | families t1, m1",
        "SHIM | t2.micro | WARNING | t2.micro: launches | read its console",
        "SHIM | t3.micro | FAILURE | finds its devices by Xen, and Nitro has none | families t2, m4",
        "SHIM | m3.medium | WARNING | m3.medium: launches | read its console",
        "SHIM | t1.micro | FAILURE | it starts PV images alone | <bootWay>pvgrub</bootWay>",
        "NANOS | t2.micro | OK | t2.micro: launches | ''",
        "NANOS | t3.micro | OK | t3.micro: launches | ''",
        "NANOS | t4g.micro | FAILURE | it runs Arm code | families t3, m5",
        "UEFI | t2.micro | FAILURE | boot mode is uefi | families t3, m5",
        "SOLO5 | t3.micro | WARNING | launches without network and disk | needs no network",
        "HELLO | t2.micro | WARNING | t2.micro: unknown | read its console",
        "HELLO | t3.micro | FAILURE | only images that say that they drive ENA | <ena>true</ena>",
        "NANOS | t9.huge | FAILURE | us-west-2 has no 't9.huge' | describe-instance-types",
      })
  void anInstanceTypeIsJudged(String image, String type, Level level, String detail, String hint) {
    Finding finding = type(find("us-west-2", image(image), type));

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.detail()).contains(detail);
    assertThat(finding.hint()).contains(hint);
  }

  @Test
  void aTypeThatOtherRegionsHaveIsLookedForInThisOne() {
    assertThat(type(find("eu-north-1", NANOS, "t2.micro")).detail())
        .isEqualTo("eu-north-1 has no 't2.micro'");
  }

  @Test
  void whereTheRegionMayNotBeAskedTheFamilyIsWhatIsKnown() {
    server.faults().inject(Fault.denied("DescribeInstanceTypes", 1).times(Fault.ALWAYS));

    List<Finding> types =
        find("us-west-2", NANOS, "t3.micro", "t1.micro", "t9.huge").stream()
            .filter(finding -> finding.check().equals("instance type"))
            .toList();

    assertThat(types)
        .extracting(Finding::level)
        .containsExactly(Level.WARNING, Level.OK, Level.FAILURE, Level.WARNING);
    assertThat(types.get(0).detail()).contains("judged by their families");
    assertThat(types.get(0).hint()).contains("ec2:DescribeInstanceTypes");
    assertThat(types.get(3).detail()).isEqualTo("nothing is known of 't9.huge'");
  }

  private static LaunchImage image(String name) {
    return switch (name) {
      case "PV" -> PV;
      case "SHIM" -> SHIM;
      case "NANOS" -> NANOS;
      case "UEFI" -> UEFI;
      case "SOLO5" -> SOLO5;
      case "HELLO" -> HELLO;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LaunchImage image(Name family, BootWay way, @Nullable BootMode mode, boolean ena) {
    Set<BootWay> ways =
        way.needsXen() && way != BootWay.PVH ? Set.of(BootWay.PVGRUB, BootWay.SHIM) : Set.of(way);
    return new LaunchImage(family, ways, way, mode, ena);
  }

  private static String detail(List<Finding> findings, String check) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow()
        .detail();
  }

  private static Finding type(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.check().equals("instance type"))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> find(String region, LaunchImage image, String... types) {
    AwsTarget target =
        new AwsTarget(
            region,
            null,
            server.endpoint(),
            new AccessKey(server.accessKeyId(), server.secretAccessKey()));
    return new Preflight()
        .find(
            new PreflightRequest(target, List.of(), true, null, null, "r", List.of(types), image));
  }
}
