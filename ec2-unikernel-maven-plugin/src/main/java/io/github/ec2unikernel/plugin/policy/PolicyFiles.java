package io.github.ec2unikernel.plugin.policy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The policies as files for an account.
 *
 * @param directory where they are, made when missing
 */
public record PolicyFiles(Path directory) {

  /**
   * Writes all policies and returns their files.
   *
   * @param target whose account and partition they are for
   * @param region the region that they are kept to, {@code *} for all
   * @throws EnvironmentException if AWS or the disk refuses
   */
  public Map<PolicyTemplate, Path> write(
      AwsTarget target, String region, String bucket, String role) {
    PolicyValues values;
    try (AwsConnection aws = AwsConnection.open(target)) {
      values =
          new PolicyValues(
              Partition.of(aws.region()), aws.identities().find().account(), region, bucket, role);
    }
    Map<PolicyTemplate, Path> files = new LinkedHashMap<>();
    for (PolicyTemplate template : PolicyTemplate.ALL) {
      files.put(template, write(template, values));
    }
    return files;
  }

  private Path write(PolicyTemplate template, PolicyValues values) {
    Path file = directory.resolve(template.name() + ".json");
    try {
      Files.createDirectories(directory);
      return Files.writeString(file, template.filledIn(values));
    } catch (IOException e) {
      throw new EnvironmentException(
          "The policy " + file + " can't be written: " + e,
          "Name a directory that can be written to, with -Dunikernel.policyDirectory=DIRECTORY.",
          e);
    }
  }
}
