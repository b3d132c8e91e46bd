package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwsLimitsTest {

  @Test
  void aBodyOfEightMebibytesHasTheTimeThatAnEighthOfALineOfOneMegabitTakes() {
    long part = 8L << 20;
    Duration needed = Duration.ofSeconds(part * 8 / (1_000_000 / 8));

    AwsLimits limits = AwsLimits.standard().withBody(part);

    assertThat(limits.attempt()).isGreaterThan(needed);
    assertThat(limits.call()).isGreaterThanOrEqualTo(limits.attempt().multipliedBy(2));
  }

  @Test
  void aCallWithoutABodyKeepsItsLimit() {
    assertThat(AwsLimits.standard().withBody(0).attempt())
        .isEqualTo(AwsLimits.standard().attempt());
  }
}
