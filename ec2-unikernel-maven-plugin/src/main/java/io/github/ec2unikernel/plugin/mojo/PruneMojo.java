package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.inventory.PrunePlan;
import io.github.ec2unikernel.plugin.inventory.Release;
import io.github.ec2unikernel.plugin.inventory.Scope;
import io.github.ec2unikernel.plugin.inventory.Stock;
import java.time.Instant;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Removes old versions with their snapshots in all regions, and what runs left behind. It only
 * shows what would go, unless {@code unikernel.prune.apply} is set.
 */
@Mojo(name = "prune", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class PruneMojo extends AbstractInventoryMojo {

  /** What stays: keep, youngerThan, shared; and orphanAge. */
  @Parameter private PruneConfiguration prune = new PruneConfiguration();

  /** Prunes all artifacts of the account, each by itself. */
  @Parameter(property = "unikernel.prune.all")
  private @Nullable String all;

  /** Removes, and does not only show. */
  @Parameter(property = "unikernel.prune.apply")
  private @Nullable String apply;

  /** Only shows, whatever else is said. */
  @Parameter(property = "unikernel.dryRun")
  private @Nullable String dryRun;

  @Override
  boolean isForAll(Settings settings) {
    return settings.flag("unikernel.prune.all", all);
  }

  @Override
  void work(Settings settings, AwsConnections connections, Scope scope, Stock stock) {
    if (!isForAll(settings)) {
      requireArtifact(scope, ", or prune all with -Dunikernel.prune.all");
    }
    requireRead(stock);
    Instant now = Instant.now();
    PrunePlan plan = prune.retention(settings).plan(stock, now);
    boolean applied =
        settings.flag("unikernel.prune.apply", apply) && !settings.flag("unikernel.dryRun", dryRun);
    tell(plan, new StockTable(now), applied);
    if (applied) {
      remover(connections).remove(plan.removed(), plan.orphans());
    }
  }

  private void tell(PrunePlan plan, StockTable table, boolean applied) {
    plan.kept()
        .forEach((release, why) -> getLog().info(StockTable.title(release) + " stays: it " + why));
    String goes = applied ? " goes:" : " would go:";
    for (Release release : plan.removed()) {
      getLog().info(StockTable.title(release) + goes);
      release.images().forEach(image -> getLog().info("  " + table.line(image)));
    }
    if (!plan.orphans().isEmpty()) {
      getLog().info("Orphans that " + (applied ? "go:" : "would go:"));
      plan.orphans().forEach(orphan -> getLog().info("  " + table.line(orphan)));
    }
    if (plan.isEmpty()) {
      getLog().info("There is nothing to remove.");
    } else if (!applied) {
      getLog().info("Nothing was removed. To remove it: -Dunikernel.prune.apply, without dryRun");
    }
  }
}
