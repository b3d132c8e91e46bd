package io.github.ec2unikernel.plugin.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.SnapshotSpec;
import io.github.ec2unikernel.plugin.preflight.Finding.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

  private static final String OREGON = "us-west-2";

  @TempDir Path folder;
  private LocalEc2 server;

  @BeforeEach
  void open() {
    server =
        LocalEc2.start(
            LocalEc2Options.in(folder.resolve("account")).withPendingSnapshots(Integer.MAX_VALUE));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsWellIsToldWithoutAnythingBeingMade() {
    List<Finding> findings = find(request(OREGON));

    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly(
            "identity", "clock", "region", "PV-GRUB", "AMI name", "permission", "quota");
    assertThat(findings)
        .extracting(Finding::detail)
        .contains(
            "account 123456789012, arn:aws:iam::123456789012:user/local",
            "us-west-2 is enabled",
            "'name' is free in us-west-2",
            "ec2:RegisterImage in us-west-2",
            "0 of 100 pending snapshots in us-west-2");
    assertThat(server.calls().all())
        .filteredOn(call -> !call.action().matches("(Get|Describe).*"))
        .allMatch(call -> call.outcome().equals("DryRunOperation"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    server.faults().inject(Fault.denied("RegisterImage", 1));
    server.faults().inject(Fault.denied("CopyImage", 1));
    PreflightRequest request =
        new PreflightRequest(
            target(OREGON),
            List.of("eu-west-9"),
            true,
            null,
            "disks",
            "importer",
            List.of("t1.micro", "t3.micro", "t9.huge"),
            null);

    List<Finding> failures =
        find(request).stream().filter(f -> f.level() == Level.FAILURE).toList();

    assertThat(failures)
        .extracting(Finding::detail)
        .anyMatch(text -> text.equals("there is no region 'eu-west-9'"))
        .anyMatch(text -> text.contains("AWS refuses ec2:RegisterImage in us-west-2"))
        .anyMatch(text -> text.equals("there is no bucket 'disks'"))
        .anyMatch(text -> text.equals("there is no role 'importer'"))
        .anyMatch(text -> text.equals("t3.micro runs no PV image but hvm alone"))
        .anyMatch(text -> text.equals("us-west-2 has no 't9.huge'"));
    assertThat(failures).extracting(Finding::hint).noneMatch(String::isBlank);
  }

  @Test
  void credentialsThatAwsDoesNotKnowAreAllThatIsTold() {
    AwsTarget target =
        new AwsTarget(OREGON, null, server.endpoint(), new AccessKey("AKIAUNKNOWN", "secret"));

    List<Finding> findings =
        find(new PreflightRequest(target, List.of(), true, null, null, "r", List.of(), null));

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).check()).isEqualTo("identity");
    assertThat(findings.get(0).level()).isEqualTo(Level.FAILURE);
  }

  @ParameterizedTest
  @CsvSource({
    "10, OK, set as AWS's is",
    "300, WARNING, this machine's clock is",
    "-300, WARNING, behind AWS's",
    "1200, FAILURE, ahead of AWS's",
    "-1200, FAILURE, behind AWS's",
  })
  void aClockThatIsOutIsTold(int seconds, Level level, String detail) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

    Finding finding =
        new Preflight(clock)
            .find(request(OREGON)).stream()
                .filter(f -> f.check().equals("clock"))
                .findFirst()
                .orElseThrow();

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.detail()).contains(detail);
  }

  @Test
  void aRegionWithPvGrubAloneIsWarnedOf() {
    assertThat(find(request("us-east-2")))
        .anyMatch(f -> f.level() == Level.WARNING && f.check().equals("PV-GRUB"));
  }

  @Test
  void aRegionWithoutPvGrubFails() {
    assertThat(find(request("eu-north-1")))
        .anyMatch(f -> f.level() == Level.FAILURE && f.detail().contains("no PV-GRUB kernel"));
  }

  @Test
  void asManyPendingSnapshotsAsAwsAllowsAreWarnedOfAndThenFail() {
    pend(90);
    assertThat(quota()).isEqualTo(Level.WARNING);
    pend(10);
    assertThat(quota()).isEqualTo(Level.FAILURE);
  }

  @Test
  void aBucketOfAnotherRegionFails() {
    try (AwsConnection ireland = AwsConnection.open(target("eu-west-1"))) {
      ireland.buckets().create("disks", Map.of());
    }

    assertThat(find(importing()))
        .extracting(Finding::detail)
        .contains("'disks' is in eu-west-1 and not in us-west-2");
  }

  @Test
  void aRoleThatVmImportMayNotTakeOnFails() {
    try (AwsConnection aws = AwsConnection.open(target(OREGON))) {
      aws.buckets().create("disks", Map.of());
      aws.roles()
          .create(
              "importer",
              """
              {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
              """,
              "by hand",
              Map.of("team", "others"));
    }

    List<Finding> findings = find(importing());

    assertThat(findings)
        .extracting(Finding::detail)
        .contains("'disks' is in us-west-2", "'importer' does not let vmie.amazonaws.com in");
  }

  private void pend(int count) {
    try (AwsConnection aws = AwsConnection.open(target(OREGON))) {
      for (int i = 0; i < count; i++) {
        aws.snapshots()
            .start(
                new SnapshotSpec(
                    1,
                    "pending",
                    UUID.randomUUID().toString(),
                    Duration.ofMinutes(60),
                    Map.of("k", "v"),
                    null,
                    Encryption.none()));
      }
    }
  }

  private Level quota() {
    return find(request(OREGON)).stream()
        .filter(f -> f.check().equals("quota"))
        .findFirst()
        .orElseThrow()
        .level();
  }

  private PreflightRequest importing() {
    return new PreflightRequest(
        target(OREGON), List.of(), true, null, "disks", "importer", List.of(), null);
  }

  private PreflightRequest request(String region) {
    return new PreflightRequest(
        target(region), List.of(), true, "name", null, "vmimport", List.of(), null);
  }

  private static List<Finding> find(PreflightRequest request) {
    return new Preflight().find(request);
  }

  private AwsTarget target(String region) {
    return new AwsTarget(
        region,
        null,
        server.endpoint(),
        new AccessKey(server.accessKeyId(), server.secretAccessKey()));
  }
}
