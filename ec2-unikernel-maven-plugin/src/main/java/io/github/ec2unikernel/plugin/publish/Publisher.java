package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.AwsLimits;

/** Makes an AMI of a disk image and its volumes, once per content. */
public final class Publisher {

  /**
   * Returns the account's machine images of the disks, made now where there is none of that
   * content.
   *
   * <p>Everything that can be refused beforehand is checked before anything is made. A failure or
   * an interrupt deletes what was made; what can't be deleted is in the message, with the command
   * that does. A run that was killed is gone on with.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk was changed since it
   *     was built, or the name, the tags or the region can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if credentials or region are
   *     missing, the region has no PV-GRUB, or AWS refuses or fails
   */
  public PublishResult publish(PublishRequest request, PublishListener listener) {
    request.options().check(request.disks(), request.image().boot());
    request.kernel().check(request.image().boot());
    request.options().sharing().check(request.upload().encryption());
    StateFile file = new StateFile(request.stateFile());
    ResultFiles files = new ResultFiles(request.resultDirectory());
    return file.locked(
        () -> {
          files.clear();
          PublishResult result = publish(request, file, listener);
          files.write(result);
          return result;
        });
  }

  private static PublishResult publish(
      PublishRequest request, StateFile file, PublishListener listener) {
    try (AwsConnections connections =
        AwsConnections.open(
            request.target(),
            AwsLimits.of(request.upload().connections()).withSilence(request.limits().silence()))) {
      PublishRun run = PublishRun.prepare(request, connections, file, listener);
      EarlierRuns earlier = EarlierRuns.read(file, listener, connections);
      try {
        return run.publish(earlier.adopt(run.fresh()));
      } catch (DeadResourceException e) {
        // What the killed run made is deleted then, and all is made anew.
        listener.warning(e.getMessage() + " Starting again.");
        return run.publish(EarlierRuns.read(file, listener, connections).clean(run.fresh()));
      }
    }
  }
}
