package io.github.ec2unikernel.harness.localec2;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A local EC2 in a process of its own, to be killed by a test. */
final class ServingProcess {

  private ServingProcess() {}

  /** Serves the directory of the first argument until the process is killed. */
  @SuppressWarnings("SystemOut") // the parent process reads the port there
  public static void main(String[] arguments) throws InterruptedException {
    LocalEc2 local =
        LocalEc2.start(
            LocalEc2Options.in(Path.of(arguments[0])).withDelays(Duration.ZERO, Duration.ZERO));
    System.out.println(local.endpoint().getPort());
    new CountDownLatch(1).await();
  }
}
