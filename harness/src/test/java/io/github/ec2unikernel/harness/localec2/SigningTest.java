package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

final class SigningTest extends LocalEc2Base {

  private static final String REGIONS = "Action=DescribeRegions&Version=2016-11-15";

  @Test
  void aWrongSecretIsRefusedByEachServiceInItsWords() {
    try (Ec2Client wrongEc2 = Clients.ec2(local, local.accessKeyId(), "wrong");
        EbsClient wrongEbs = Clients.ebs(local, local.accessKeyId(), "wrong")) {
      assertThat(Clients.code(() -> wrongEc2.describeRegions())).isEqualTo("SignatureDoesNotMatch");
      assertThat(Clients.code(() -> wrongEbs.startSnapshot(r -> r.volumeSize(1L))))
          .isEqualTo("InvalidSignatureException");
      assertThat(
              Clients.code(
                  () -> Blocks.put(wrongEbs, "snap-0123456789abcdef0", 0, Blocks.random(1))))
          .isEqualTo("InvalidSignatureException");
    }
    assertThat(local.calls().all()).extracting(Call::outcome).doesNotContain(Call.OK);
  }

  @Test
  void anUnknownKeyIsRefusedByEachServiceInItsWords() {
    try (Ec2Client unknownEc2 = Clients.ec2(local, "AKIANOBODYEXAMPLE000", "x");
        EbsClient unknownEbs = Clients.ebs(local, "AKIANOBODYEXAMPLE000", "x")) {
      // At 401 Java's own HTTP client hides the body, and with it the code, from the SDK.
      assertThat(Clients.refusal(() -> unknownEc2.describeRegions()).statusCode()).isEqualTo(401);
      assertThat(Clients.code(() -> unknownEbs.startSnapshot(r -> r.volumeSize(1L))))
          .isEqualTo("UnrecognizedClientException");
    }
    assertThat(
            new RawClient(local, "AKIANOBODYEXAMPLE000")
                .post("ec2", "us-west-2", Clock.systemUTC(), REGIONS))
        .contains("<Code>AuthFailure</Code>");
  }

  @Test
  void aSignatureOlderThan15MinutesIsExpired() {
    Clock early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-16));
    Clock within = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(14));

    assertThat(post(early, REGIONS)).contains("<Code>RequestExpired</Code>");
    assertThat(post(within, REGIONS)).contains("<DescribeRegionsResponse");
  }

  @Test
  void aRequestWithoutASignatureIsRefused() {
    assertThat(new RawClient(local).postUnsigned(REGIONS))
        .contains("<Code>MissingParameter</Code>");
  }

  @Test
  void aBodyOfMoreThanOneMebibyteIsRefusedAndNotCutShort() {
    String padding = "&RegionName.1=" + "a".repeat(1024 * 1024 - REGIONS.length() - 14);

    assertThat(post(Clock.systemUTC(), REGIONS + padding))
        .contains("<Code>InvalidParameterValue</Code>");
    assertThat(post(Clock.systemUTC(), REGIONS + padding + "a"))
        .contains("<Code>RequestEntityTooLarge</Code>", "more than 1048576 bytes");
    assertThat(post(Clock.systemUTC(), REGIONS + padding.repeat(8)))
        .contains("<Code>RequestEntityTooLarge</Code>");
  }

  @Test
  void aServiceThatIsNotThereAndARegionThatIsNotAreRefused() {
    RawClient client = new RawClient(local);

    assertThat(client.post("route53", "us-east-1", Clock.systemUTC(), "Action=ListUsers"))
        .contains("<Code>SignatureDoesNotMatch</Code>", "serves ec2, ebs, s3, ");
    assertThat(client.post("ec2", "mars-north-1", Clock.systemUTC(), REGIONS))
        .contains("<Code>SignatureDoesNotMatch</Code>", "mars-north-1");
  }

  @Test
  void aParameterThatNothingConsumesIsUnknown() {
    assertThat(post(Clock.systemUTC(), REGIONS + "&Colour.1=red"))
        .contains("<Code>UnknownParameter</Code>", "The parameter Colour.1 is not recognized");
    assertThat(post(Clock.systemUTC(), REGIONS + "&Filter.1.Nmae=x"))
        .contains("<Code>UnknownParameter</Code>", "Filter.1.Nmae");
  }

  @Test
  void aValueOfTheWrongTypeIsInvalid() {
    assertThat(post(Clock.systemUTC(), REGIONS + "&AllRegions=yes"))
        .contains("<Code>InvalidParameterValue</Code>", "Value (yes) for parameter AllRegions");
    assertThat(post(Clock.systemUTC(), REGIONS + "&RegionName.1=%01"))
        .contains("<Code>InvalidParameterValue</Code>");
  }

  @Test
  void anotherVersionAndAMissingActionAreRefused() {
    assertThat(post(Clock.systemUTC(), "Action=DescribeRegions&Version=2010-01-01"))
        .contains("<Code>NoSuchVersion</Code>");
    assertThat(post(Clock.systemUTC(), "Version=2016-11-15"))
        .contains("<Code>MissingAction</Code>");
  }

  private String post(Clock clock, String form) {
    return new RawClient(local).post("ec2", "us-west-2", clock, form);
  }
}
