package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.inventory.Scope;
import io.github.ec2unikernel.plugin.inventory.Stock;
import io.github.ec2unikernel.plugin.inventory.StockJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Lists the published versions with their AMIs in all regions, and what runs left behind. */
@Mojo(name = "list", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class ListMojo extends AbstractInventoryMojo {

  /** Lists what all artifacts have, not only the project's. */
  @Parameter(property = "unikernel.list.all")
  private @Nullable String all;

  /** The file to write the list to as JSON; {@code true} to log JSON instead of lines. */
  @Parameter(property = "unikernel.json")
  private @Nullable String json;

  @Override
  boolean isForAll(Settings settings) {
    return settings.flag("unikernel.list.all", all);
  }

  @Override
  void work(Settings settings, AwsConnections connections, Scope scope, Stock stock) {
    String target = settings.text("unikernel.json", json);
    if ("true".equals(target)) {
      getLog().info(StockJson.write(stock));
      return;
    }
    new StockTable(Instant.now()).lines(stock).forEach(getLog()::info);
    if (target != null) {
      write(settings.path(target), StockJson.write(stock));
    }
  }

  private void write(Path file, String text) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new EnvironmentException(
          "The list can't be written to " + file + ": " + e,
          "Name another file: -Dunikernel.json=list.json.",
          e);
    }
  }
}
