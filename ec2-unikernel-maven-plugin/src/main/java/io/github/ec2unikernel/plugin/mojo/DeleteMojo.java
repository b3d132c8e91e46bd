package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.inventory.Orphan;
import io.github.ec2unikernel.plugin.inventory.Release;
import io.github.ec2unikernel.plugin.inventory.Scope;
import io.github.ec2unikernel.plugin.inventory.Stock;
import io.github.ec2unikernel.plugin.inventory.Wanted;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Deletes one published version: its AMIs with their snapshots, in all regions. */
@Mojo(name = "delete", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class DeleteMojo extends AbstractInventoryMojo {

  /** The artifact's version that is to go; or give amiId. */
  @Parameter(property = "unikernel.version")
  private @Nullable String version;

  /** An AMI of what is to go; its version goes in the other regions as well. */
  @Parameter(property = "unikernel.amiId")
  private @Nullable String amiId;

  /** Deletes also what instances use or others may launch. */
  @Parameter(property = "unikernel.force")
  private @Nullable String force;

  /** Shows only what would go. */
  @Parameter(property = "unikernel.dryRun")
  private @Nullable String dryRun;

  @Override
  boolean isForAll(Settings settings) {
    return false;
  }

  @Override
  void work(Settings settings, AwsConnections connections, Scope scope, Stock stock) {
    requireArtifact(scope, "");
    requireRead(stock);
    Wanted wanted =
        new Wanted(
            settings.text("unikernel.version", version), settings.text("unikernel.amiId", amiId));
    List<Release> releases = wanted.releases(stock, settings.flag("unikernel.force", force));
    List<Orphan> orphans = wanted.orphans(stock);
    if (releases.isEmpty() && orphans.isEmpty()) {
      getLog().warn("There is nothing of " + wanted + " of " + scope.artifact() + ".");
      wanted.waysOn(stock).forEach(getLog()::warn);
      return;
    }
    boolean only = settings.flag("unikernel.dryRun", dryRun);
    StockTable table = new StockTable(Instant.now());
    for (Release release : releases) {
      getLog().info(StockTable.title(release) + (only ? " would go:" : " goes:"));
      release.images().forEach(image -> getLog().info("  " + table.line(image)));
    }
    orphans.forEach(orphan -> getLog().info("  " + table.line(orphan)));
    if (!only) {
      remover(connections).remove(releases, orphans);
    }
  }
}
