package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Runs the local EC2 until it is stopped with Ctrl-C, for a look with the aws CLI. */
@Mojo(name = "local-ec2", requiresProject = false, threadSafe = true)
public final class LocalEc2Mojo extends AbstractUnikernelMojo {

  private static final String DEFAULT_REGION = "us-west-2";

  /** Where the state is: localDirectory. */
  @Parameter private AwsConfiguration aws = new AwsConfiguration();

  /** The TCP port on 127.0.0.1; any free one if 0. */
  @Parameter(property = "unikernel.localPort", defaultValue = "0")
  private @Nullable String localPort;

  /** What it allows, what goes wrong and where it logs: policy, faults, log. */
  @Parameter private LocalEc2Configuration localEc2 = new LocalEc2Configuration();

  @Override
  protected void run() {
    Settings settings = settings();
    Path directory = AwsEndpoint.localDirectory(aws, settings);
    int wanted = settings.integer("unikernel.localPort", localPort, 0);
    String region = aws.region(settings);
    LocalEc2Options options =
        LocalEc2Options.in(directory).withPort(wanted).withScenario(localEc2.scenario(settings));
    try (LocalEc2 local = LocalEc2.start(options)) {
      String spoken = region == null ? DEFAULT_REGION : region;
      localEc2.lines(settings).forEach(getLog()::info);
      List<String> lines =
          List.of(
              "The local EC2 keeps its state in " + directory + ". Use it from another terminal:",
              "  export AWS_ENDPOINT_URL=" + local.endpoint(),
              "  export AWS_ACCESS_KEY_ID=" + local.accessKeyId(),
              "  export AWS_SECRET_ACCESS_KEY=" + local.secretAccessKey(),
              "  export AWS_REGION=" + spoken,
              "  export AWS_DEFAULT_REGION=" + spoken,
              // Before 2.13 the aws CLI does not know AWS_ENDPOINT_URL.
              "  aws ec2 describe-images --owners self --endpoint-url " + local.endpoint(),
              "Ctrl-C ends it.");
      lines.forEach(getLog()::info);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
