package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a build publishes: AWS, another endpoint, or a local EC2 that ends when this is closed.
 *
 * @param target what the publisher is told
 * @param local the local EC2, if it is that
 */
record AwsEndpoint(AwsTarget target, Optional<LocalEc2> local) implements AutoCloseable {

  private static final String LOCAL = "local";

  /** No names but this one: to look one up takes the network. */
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]+){3}|\\[::1]");

  /**
   * Opens what the configuration says.
   *
   * @throws InputException if the endpoint is no URL
   */
  static AwsEndpoint open(AwsConfiguration aws, Settings settings) {
    String region = aws.region(settings);
    String profile = aws.profile(settings);
    String endpoint = aws.endpoint(settings);
    if (LOCAL.equals(endpoint)) {
      Path directory = localDirectory(aws, settings).toAbsolutePath();
      LocalEc2 local =
          LocalEc2.start(
              LocalEc2Options.in(directory)
                  .withScenario(new LocalEc2Configuration().scenario(settings)));
      AccessKey key = new AccessKey(local.accessKeyId(), local.secretAccessKey());
      // its port is another one in every build, its account is not
      AwsTarget target =
          new AwsTarget(region, null, local.endpoint(), key).named("local EC2 in " + directory);
      return new AwsEndpoint(target, Optional.of(local));
    }
    return new AwsEndpoint(
        new AwsTarget(region, profile, endpoint == null ? null : url(endpoint), null),
        Optional.empty());
  }

  /** Returns whether publishing there leaves the network alone. */
  boolean isOnThisMachine() {
    URI url = target.endpoint();
    return url != null && LOOPBACK.matcher(url.getHost()).matches();
  }

  /** Returns the directory of the local EC2's state; that of the user if none is configured. */
  static Path localDirectory(AwsConfiguration aws, Settings settings) {
    String given = aws.localDirectory(settings);
    return given != null
        ? settings.path(given)
        : localDirectory(System.getenv("XDG_STATE_HOME"), System.getProperty("user.home"));
  }

  static Path localDirectory(@Nullable String stateHome, String home) {
    Path base =
        stateHome == null || stateHome.isEmpty()
            ? Path.of(home, ".local", "state")
            : Path.of(stateHome);
    return base.resolve("ec2-unikernel").resolve("local-ec2");
  }

  private static URI url(String endpoint) {
    try {
      URI url = new URI(endpoint);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // told below, as the other ways of being none
    }
    throw new InputException(
        "<aws><endpoint> is '" + endpoint + "', which is no URL",
        "Give a URL such as http://127.0.0.1:4566, or local for the built-in local EC2.");
  }

  @Override
  public void close() {
    local.ifPresent(LocalEc2::close);
  }
}
