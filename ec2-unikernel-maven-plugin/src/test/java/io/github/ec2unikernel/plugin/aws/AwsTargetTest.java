package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class AwsTargetTest {

  @Test
  void theSecretIsNeverPrinted() {
    AwsTarget target =
        new AwsTarget("us-west-2", null, null, new AccessKey("AKIAIOSFODNN7EXAMPLE", "s3cr3t"));

    assertThat(target.toString()).contains("AKIAIOSFODNN7EXAMPLE").doesNotContain("s3cr3t");
  }

  @Test
  void aCommandForPeoplePointsAtTheSameTarget() {
    AwsTarget target = new AwsTarget(null, "work", URI.create("http://127.0.0.1:4566"), null);

    assertThat(target.cliOptions("eu-west-1"))
        .isEqualTo(" --region eu-west-1 --profile work --endpoint-url http://127.0.0.1:4566");
  }
}
