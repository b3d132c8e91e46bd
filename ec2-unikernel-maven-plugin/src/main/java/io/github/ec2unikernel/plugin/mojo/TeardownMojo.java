package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.setup.Setup;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what the goal setup made, as its tags tell, and nothing else. A bucket that holds
 * anything, or a role that others gave more, ends the goal before anything is deleted.
 */
@Mojo(name = "teardown", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class TeardownMojo extends AbstractAccountMojo {

  /** What is taken down: bucket, role, securityGroup, ports. */
  @Parameter private SetupConfiguration setup = new SetupConfiguration();

  /** Tells only what would be done. */
  @Parameter(property = "unikernel.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Override
  protected void run(AwsTarget target) {
    Settings settings = settings();
    boolean dry = settings.flag("unikernel.dryRun", dryRun);
    // What its ports let in does not matter any more.
    new Setup(new SetupLog(getLog(), dry)).undo(setup.request(target, settings, line -> {}), dry);
  }
}
