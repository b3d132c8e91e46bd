package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.setup.Setup;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals share that make and take down what an account needs. */
abstract class AbstractSetupMojo extends AbstractAccountMojo {

  /** What it is about: bucket, role, securityGroup, ports. */
  @Parameter private SetupConfiguration setup = new SetupConfiguration();

  /** Tells only what would be done. */
  @Parameter(property = "unikernel.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Override
  protected final void run(AwsTarget target) {
    boolean dry = settings().flag("unikernel.dryRun", dryRun);
    work(new Setup(new SetupLog(getLog(), dry)), target, setup, dry);
  }

  /** Does the goal's work, or tells it only where it is to be dry. */
  abstract void work(Setup work, AwsTarget target, SetupConfiguration wanted, boolean dry);
}
