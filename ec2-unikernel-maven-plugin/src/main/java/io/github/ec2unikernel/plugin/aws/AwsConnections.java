package io.github.ec2unikernel.plugin.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** Connections with the same credentials to several regions, each opened when it is first asked. */
public final class AwsConnections implements AutoCloseable {

  private final AwsTarget target;
  private final AwsLimits limits;
  private final AwsConnection primary;
  private final Map<String, AwsConnection> others = new LinkedHashMap<>();

  private AwsConnections(AwsTarget target, AwsLimits limits, AwsConnection primary) {
    this.target = target;
    this.limits = limits;
    this.primary = primary;
  }

  /**
   * Opens the connection to the target's own region.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException as {@link AwsConnection#open}
   *     does
   */
  public static AwsConnections open(AwsTarget target, AwsLimits limits) {
    return new AwsConnections(target, limits, AwsConnection.open(target, limits));
  }

  /** Returns the connection to the target's own region. */
  public AwsConnection primary() {
    return primary;
  }

  /** Returns the connection to a region. */
  public synchronized AwsConnection in(String region) {
    return region.equals(primary.region())
        ? primary
        : others.computeIfAbsent(region, other -> AwsConnection.open(target.in(other), limits));
  }

  @Override
  public synchronized void close() {
    others.values().forEach(AwsConnection::close);
    primary.close();
  }
}
