package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.inventory.Remover;
import io.github.ec2unikernel.plugin.inventory.Scope;
import io.github.ec2unikernel.plugin.inventory.Stock;
import io.github.ec2unikernel.plugin.inventory.StockTaker;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals share that look at what was published: where, and of which artifact. */
abstract class AbstractInventoryMojo extends AbstractAccountMojo {

  private static final int CONNECTIONS = 4;

  /** The regions to look at; all that are enabled for the account if none is given. */
  @Parameter(property = "unikernel.regions")
  private List<String> regions = List.of();

  /** The bucket in which disks wait to be imported, if any do. */
  @Parameter(property = "unikernel.bucket")
  private @Nullable String bucket;

  /** The artifact, such as {@code org.example:hello}; the project's if not given. */
  @Parameter(property = "unikernel.artifact")
  private @Nullable String artifact;

  @Override
  protected final void run(AwsTarget target) {
    Settings settings = settings();
    List<String> places =
        settings.words("unikernel.regions", regions).stream().map(String::strip).toList();
    RegionList list = RegionList.of(target.region(), places);
    try (AwsConnections connections =
        AwsConnections.open(target.in(list.first()), AwsLimits.of(CONNECTIONS))) {
      Scope scope =
          new Scope(
              isForAll(settings) ? null : artifact(settings),
              places,
              settings.text("unikernel.bucket", bucket));
      work(settings, connections, scope, new StockTaker(connections).take(scope));
    }
  }

  /** Returns whether all artifacts are looked at. */
  abstract boolean isForAll(Settings settings);

  /** Does the goal's work. */
  abstract void work(Settings settings, AwsConnections connections, Scope scope, Stock stock);

  /** Returns the artifact, or null if none is named and there is no project. */
  final @Nullable String artifact(Settings settings) {
    String given = settings.text("unikernel.artifact", artifact);
    if (given == null) {
      return project.getFile() == null
          ? null
          : project.getGroupId() + ":" + project.getArtifactId();
    }
    if (!given.matches("[^:]+:[^:]+")) {
      throw new InputException(
          "<artifact> is '" + given + "'", "Give a group and a name: org.example:hello.");
    }
    return given;
  }

  /** Returns a worker that tells the log. */
  final Remover remover(AwsConnections connections) {
    return new Remover(connections, new RemovalLog(getLog()));
  }

  /** Refuses to take anything away while a region can't be looked at, where it may be in use. */
  static void requireRead(Stock stock) {
    for (Map.Entry<String, String> region : stock.unread().entrySet()) {
      throw new EnvironmentException(
          "The region " + region.getKey() + " can't be looked at: " + region.getValue(),
          "Leave it out by naming the others: -Dunikernel.regions=us-west-2,eu-west-1.");
    }
  }

  /** Refuses to take away from all artifacts unless that was said. */
  static void requireArtifact(Scope scope, String how) {
    if (scope.artifact() == null) {
      throw new InputException(
          "There is no project, and so no artifact",
          "Name one with -Dunikernel.artifact=org.example:hello" + how + ".");
    }
  }
}
