package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at several regions at once, and puts together what belongs together. */
public final class StockTaker {

  private static final int REGIONS_AT_ONCE = 8;

  private final AwsConnections connections;

  /** Creates one that looks through these connections. */
  public StockTaker(AwsConnections connections) {
    this.connections = connections;
  }

  /**
   * Returns what there is.
   *
   * @throws EnvironmentException if the account's regions can't be listed, or none can be looked at
   */
  public Stock take(Scope scope) {
    List<String> regions = scope.regions().isEmpty() ? enabled() : scope.regions();
    Map<String, Future<RegionStock>> looks = new LinkedHashMap<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(REGIONS_AT_ONCE, Math.max(1, regions.size())));
    try {
      for (String region : regions) {
        looks.put(region, threads.submit(() -> RegionStock.of(connections.in(region), scope)));
      }
      Stock stock = merged(looks);
      return scope.bucket() == null
          ? stock
          : stock.with(ObjectStock.of(connections, scope.bucket(), scope));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "Interrupted while looking at the regions.", "Run the goal again.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> enabled() {
    return connections.primary().regions().find().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Stock merged(Map<String, Future<RegionStock>> looks) throws InterruptedException {
    List<PublishedImage> images = new ArrayList<>();
    List<Orphan> orphans = new ArrayList<>();
    Map<String, String> unread = new TreeMap<>();
    EnvironmentException last = null;
    for (Map.Entry<String, Future<RegionStock>> look : looks.entrySet()) {
      try {
        RegionStock stock = look.getValue().get();
        images.addAll(stock.images());
        orphans.addAll(stock.orphans());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof EnvironmentException problem)) {
          throw new IllegalStateException(e.getCause());
        }
        unread.put(look.getKey(), problem.getMessage());
        last = problem;
      }
    }
    // Where nothing answers it is not the regions.
    if (last != null && unread.size() == looks.size()) {
      throw last;
    }
    return new Stock(releases(images), orphans, unread);
  }

  private static List<Release> releases(List<PublishedImage> images) {
    Map<List<String>, List<PublishedImage>> grouped =
        new TreeMap<>(Comparator.comparing(key -> String.join("\n", key)));
    for (PublishedImage image : images) {
      Map<String, String> tags = image.image().tags();
      String coordinates = tags.getOrDefault(ResourceTags.ARTIFACT, "");
      grouped
          .computeIfAbsent(
              List.of(
                  Scope.artifact(coordinates), Scope.version(coordinates), image.image().name()),
              key -> new ArrayList<>())
          .add(image);
    }
    return grouped.entrySet().stream()
        .map(
            e -> new Release(e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
        .sorted(Comparator.comparing(Release::artifact).thenComparing(Release.NEWEST_FIRST))
        .toList();
  }
}
