package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The name of a KMS key: its id, its ARN, or an alias.
 *
 * @param text as the user gives it
 */
record KmsKeyName(String text) {

  /**
   * Returns the key's ARN, the only name that StartSnapshot takes.
   *
   * @param account tells the account, if that is known
   * @throws InputException for an alias, which only KMS could look up, and for an id if the account
   *     is not known
   */
  String arn(String region, Supplier<Optional<String>> account) {
    if (text.startsWith("arn:") && text.contains(":key/")) {
      return text;
    }
    if (text.contains("alias/")) {
      throw notTaken("is an alias, and EBS takes a key by its ARN");
    }
    String partition = PartitionMetadata.of(Region.of(region)).id();
    return account
        .get()
        .map(owner -> "arn:%s:kms:%s:%s:key/%s".formatted(partition, region, owner, text))
        .orElseThrow(() -> notTaken("is no ARN, and the account is not known yet"));
  }

  private InputException notTaken(String why) {
    return new InputException(
        "<publish><kmsKeyId> '" + text + "' " + why + ".",
        "Give what this prints: aws kms describe-key --key-id "
            + text
            + " --query KeyMetadata.Arn --output text");
  }
}
