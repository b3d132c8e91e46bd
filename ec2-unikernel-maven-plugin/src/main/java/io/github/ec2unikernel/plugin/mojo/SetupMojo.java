package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.setup.Setup;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Makes once in an account what publishing through S3 and launching need: the bucket, the role that
 * imports, a security group. Tells first what it will do; makes what is missing, mends what is
 * different, and nothing else.
 */
@Mojo(name = "setup", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class SetupMojo extends AbstractSetupMojo {

  @Override
  void work(Setup work, AwsTarget target, SetupConfiguration wanted, boolean dry) {
    work.make(wanted.request(target, settings(), getLog()::warn), dry);
  }
}
