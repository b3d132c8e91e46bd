package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KmsKeyNameTest {

  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

  @Test
  void anArnIsTakenAsItIs() {
    String arn = "arn:aws:kms:us-west-2:123456789012:key/" + ID;

    assertThat(new KmsKeyName(arn).arn("us-west-2", Optional::empty)).isEqualTo(arn);
  }

  @Test
  void anIdIsOneOfTheAccountInThePartitionOfTheRegion() {
    assertThat(new KmsKeyName(ID).arn("cn-north-1", () -> Optional.of("123456789012")))
        .isEqualTo("arn:aws-cn:kms:cn-north-1:123456789012:key/" + ID);
  }

  @Test
  void anAliasIsRefusedWithTheCommandThatLooksItUp() {
    assertThatThrownBy(() -> new KmsKeyName("alias/images").arn("us-west-2", Optional::empty))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<publish><kmsKeyId> 'alias/images' is an alias")
        .extracting(e -> ((InputException) e).hint())
        .asString()
        .contains("aws kms describe-key --key-id alias/images --query KeyMetadata.Arn");
  }

  @Test
  void anIdWithoutAKnownAccountIsRefused() {
    assertThatThrownBy(() -> new KmsKeyName(ID).arn("us-west-2", Optional::empty))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no ARN");
  }
}
