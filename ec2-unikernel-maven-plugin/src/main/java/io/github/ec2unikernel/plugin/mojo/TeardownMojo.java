package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.setup.Setup;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes down what the goal setup made, as its tags tell, and nothing else. A bucket that holds
 * anything, or a role that others gave more, ends the goal before anything is deleted.
 */
@Mojo(name = "teardown", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class TeardownMojo extends AbstractSetupMojo {

  @Override
  void work(Setup work, AwsTarget target, SetupConfiguration wanted, boolean dry) {
    // What its ports let in does not matter any more.
    work.undo(wanted.request(target, settings(), line -> {}), dry);
  }
}
