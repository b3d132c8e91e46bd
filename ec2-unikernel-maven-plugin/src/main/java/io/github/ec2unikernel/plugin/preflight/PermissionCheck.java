package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the credentials may do what EC2 can be asked about without doing it; EBS can't be.
 *
 * @param action the IAM action
 * @param dryRun asks, and returns the refusal if there is one
 */
record PermissionCheck(
    AwsConnection aws, String action, Supplier<Optional<EnvironmentException>> dryRun)
    implements Check {

  @Override
  public String name() {
    return "permission";
  }

  @Override
  public List<Finding> find() {
    return List.of(
        dryRun
            .get()
            .map(refusal -> Finding.of(name(), refusal))
            .orElseGet(() -> Finding.ok(name(), action + " in " + aws.region())));
  }
}
