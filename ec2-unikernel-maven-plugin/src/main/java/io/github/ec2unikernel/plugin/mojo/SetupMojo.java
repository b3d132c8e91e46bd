package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.setup.Setup;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes once in an account what publishing through S3 and launching need: the bucket, the role that
 * imports, a security group. Tells first what it will do; makes what is missing, mends what is
 * different, and nothing else.
 */
@Mojo(name = "setup", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class SetupMojo extends AbstractAccountMojo {

  /** What is made: bucket, role, securityGroup, ports. */
  @Parameter private SetupConfiguration setup = new SetupConfiguration();

  /** Tells only what would be done. */
  @Parameter(property = "unikernel.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Override
  protected void run(AwsTarget target) {
    Settings settings = settings();
    boolean dry = settings.flag("unikernel.dryRun", dryRun);
    new Setup(new SetupLog(getLog(), dry))
        .make(setup.request(target, settings, getLog()::warn), dry);
  }
}
