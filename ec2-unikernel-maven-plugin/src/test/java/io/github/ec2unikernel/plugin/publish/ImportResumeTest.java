package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;

/** How publishing by way of S3 goes on after a run that did not come to its end. */
class ImportResumeTest extends ImportWayBase {

  private static final CreateBucketConfiguration AT_HOME =
      CreateBucketConfiguration.builder().locationConstraint(LocalAccount.REGION).build();

  @Test
  void whatAnUnfinishedUploadHasSentIsNotSentAgain() {
    account.server().faults().inject(Fault.denied("CompleteMultipartUpload", 1).times(ALWAYS));
    PublishRequest request =
        imports.request(
            account.request(disk).with(account.request(disk).upload().withKeep(true)),
            ImportAccount.options());
    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(ProblemException.class);
    account.server().faults().clear();
    assertThat(imports.objects()).hasSize(1);

    MachineImage image = new Publisher().publish(request, new Events()).primary();

    assertThat(account.calls("UploadPart")).isEqualTo(3);
    assertThat(image.snapshot().bytesSent()).isZero();
    assertThat(imports.objects()).isEmpty();
    assertThat(account.snapshots()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ebs-direct", "another bucket", "another format"})
  void aRunThatGoesAnotherWayDeletesWhatAKilledOneLeft(String way) {
    imports.s3().createBucket(r -> r.bucket("others").createBucketConfiguration(AT_HOME));
    imports.givePolicy(
        "vmimport",
        ImportAccount.policy("role-policy.json").replace("unikernels", "*").replace("*/*", "*"));
    account.server().faults().inject(Fault.denied("CompleteMultipartUpload", 1));
    assertThatThrownBy(() -> keeping(ImportAccount.options())).isInstanceOf(ProblemException.class);
    assertThat(imports.objects()).hasSize(1);

    switch (way) {
      case "ebs-direct" -> account.publish(disk);
      case "another bucket" ->
          publish(
              ImportOptions.of("others").withTimes(Duration.ZERO, Duration.ofSeconds(30)),
              new Events());
      default -> publish(ImportAccount.options().withFormat(DiskFormat.VHD), new Events());
    }

    assertThat(imports.objects()).isEmpty();
    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void anImportDeletesWhatAKilledRunHasSentStraightToEbs() {
    account.server().faults().inject(Fault.denied("CompleteSnapshot", 1));
    PublishRequest request = account.request(disk);
    assertThatThrownBy(
            () ->
                new Publisher()
                    .publish(request.with(request.upload().withKeep(true)), new Events()))
        .isInstanceOf(ProblemException.class);
    assertThat(account.snapshots()).hasSize(1);

    MachineImage image = publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots())
        .extracting(Snapshot::snapshotId)
        .containsExactly(image.snapshot().id());
  }

  @Test
  void aSnapshotThatIsImportedIsNotImportedAgain() {
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));
    PublishRequest request =
        imports.request(
            account.request(disk).with(account.request(disk).upload().withKeep(true)),
            ImportAccount.options());
    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(ProblemException.class);
    account.server().faults().clear();
    String kept = account.snapshots().get(0).snapshotId();

    MachineImage image = new Publisher().publish(request, new Events()).primary();

    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertThat(account.calls("ImportSnapshot")).isEqualTo(1);
    assertThat(account.snapshots()).hasSize(1);
  }
}
