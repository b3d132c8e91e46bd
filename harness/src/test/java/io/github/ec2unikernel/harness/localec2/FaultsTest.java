package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

final class FaultsTest extends LocalEc2Base {

  @Test
  void theNthCallFailsWithoutEffectAndTheOthersSucceed() {
    local.faults().inject(Fault.error("StartSnapshot", 2, "InternalServerException", 500, "no"));

    startSnapshot();
    assertThat(Clients.code(this::startSnapshot)).isEqualTo("InternalServerException");
    startSnapshot();

    assertThat(ec2.describeSnapshots().snapshots()).hasSize(2);
    assertThat(local.calls().of("StartSnapshot"))
        .extracting(Call::outcome)
        .containsExactly("OK", "InternalServerException", "OK");
  }

  @Test
  void anErrorAfterTheEffectLeavesTheEffect() {
    local
        .faults()
        .inject(Fault.errorAfterEffect("StartSnapshot", 1, "InternalServerException", 500, "no"));

    assertThat(Clients.code(this::startSnapshot)).isEqualTo("InternalServerException");

    assertThat(ec2.describeSnapshots().snapshots()).hasSize(1);
  }

  @Test
  void aResetBeforeTheEffectLeavesNothingAndOneAfterItTheEffect() {
    local.faults().inject(Fault.reset("DeleteSnapshot", 1));
    String id = startSnapshot();

    assertThatThrownBy(() -> ec2.deleteSnapshot(r -> r.snapshotId(id)))
        .isInstanceOf(SdkClientException.class);
    assertThat(local.calls().of("DeleteSnapshot").get(0).outcome()).isEqualTo(Call.RESET);
    assertThat(ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots()).hasSize(1);

    local.faults().inject(Fault.resetAfterEffect("DeleteSnapshot", 1));
    assertThatThrownBy(() -> ec2.deleteSnapshot(r -> r.snapshotId(id)))
        .isInstanceOfAny(SdkClientException.class, RuntimeException.class);
    assertThat(ec2.describeSnapshots().snapshots()).isEmpty();
  }

  @Test
  void aDelayedCallComesLate() {
    local.faults().inject(Fault.delay("DescribeRegions", 1, Duration.ofMillis(300)));
    Instant start = Instant.now();

    ec2.describeRegions();

    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void aDeniedCallIsToldInTheWordsOfItsService() {
    local.faults().inject(Fault.denied("DescribeImages", 1));
    local.faults().inject(Fault.denied("StartSnapshot", 1));

    var ec2Refusal = Clients.refusal(() -> ec2.describeImages());
    var ebsRefusal = Clients.refusal(this::startSnapshot);

    assertThat(ec2Refusal.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation");
    assertThat(ec2Refusal).hasMessageContaining("is not authorized to perform: ec2:DescribeImages");
    assertThat(ebsRefusal.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(ebsRefusal.statusCode()).isEqualTo(403);
  }

  @Test
  void aThrottledCallIsRefusedAsOftenAsAsked() {
    local.faults().inject(Fault.throttled("DescribeImages", 1).times(2));

    assertThat(Clients.code(() -> ec2.describeImages())).isEqualTo("RequestLimitExceeded");
    assertThat(Clients.code(() -> ec2.describeImages())).isEqualTo("RequestLimitExceeded");
    ec2.describeImages();
  }

  @Test
  void theLogHoldsServiceActionParametersAndOutcome() {
    ebs.startSnapshot(r -> r.volumeSize(1L).clientToken("t").tags(Clients.ebsTag("k", "v")));
    ec2.describeImages(r -> r.filters(Clients.filter("name", "x")));

    Call first = local.calls().all().get(0);
    assertThat(first.service()).isEqualTo("ebs");
    assertThat(first.action()).isEqualTo("StartSnapshot");
    assertThat(first.parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("VolumeSize", "1", "ClientToken", "t", "Tags.1.Key", "k", "Tags.1.Value", "v"));
    assertThat(first.outcome()).isEqualTo("OK");
    assertThat(first.region()).isEqualTo("us-west-2");
    assertThat(first.agent()).startsWith("aws-sdk-java/2");
    Call second = local.calls().all().get(1);
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(second.service()).isEqualTo("ec2");
    assertThat(second.parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("Filter.1.Name", "name", "Filter.1.Value.1", "x"));
  }
}
