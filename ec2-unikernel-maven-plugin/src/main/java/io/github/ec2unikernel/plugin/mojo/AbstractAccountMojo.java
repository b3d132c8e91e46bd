package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that work on an account and on no build. */
abstract class AbstractAccountMojo extends AbstractUnikernelMojo {

  /** Which account, and where: region, profile, endpoint. */
  @Parameter private AwsConfiguration aws = new AwsConfiguration();

  @Override
  protected final void run() {
    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings())) {
      if (session.isOffline() && !endpoint.isOnThisMachine()) {
        throw new InputException(
            "Maven is offline, and AWS can't be asked without the network",
            "Leave out -o, or ask the local EC2: -Dunikernel.aws.endpoint=local.");
      }
      run(endpoint.target());
    }
  }

  /** Does the goal's work with the account. */
  protected abstract void run(AwsTarget target);
}
