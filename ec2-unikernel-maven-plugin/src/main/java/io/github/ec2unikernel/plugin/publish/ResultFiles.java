package io.github.ec2unikernel.plugin.publish;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.ec2unikernel.harness.launch.FamilySummary;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run for people and programs: {@code published.json}, and the same as {@code
 * published.properties}. They are there only after a run that has published.
 *
 * @param folder where they are
 */
public record ResultFiles(Path folder) {

  private static final String REGIONAL = "unikernel.amiId.";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  Path json() {
    return folder.resolve("published.json");
  }

  Path properties() {
    return folder.resolve("published.properties");
  }

  /**
   * An AMI that was published.
   *
   * @param amiId its id
   * @param region its region
   */
  public record Published(String amiId, String region) {}

  /**
   * Returns what the last run published, or null if none did.
   *
   * @param region where, or null for the first of its regions
   * @throws InputException if it published nothing there
   */
  public @Nullable Published published(@Nullable String region) {
    if (!Files.exists(properties())) {
      return null;
    }
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(properties())) {
      all.load(in);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't read " + properties() + ": " + e, "Make it readable, or publish again.", e);
    }
    String place = region != null ? region : all.getProperty("unikernel.region", "");
    String id = all.getProperty(REGIONAL + place);
    if (id == null) {
      throw new InputException(
          "the last deploy published no AMI in the region '%s', but in %s"
              .formatted(place, String.join(", ", regions(all))),
          "Name one of these with -Dunikernel.aws.region, or an AMI with -Dunikernel.amiId.");
    }
    return new Published(id, place);
  }

  private static Set<String> regions(Properties all) {
    return all.stringPropertyNames().stream()
        .filter(name -> name.startsWith(REGIONAL))
        .map(name -> name.substring(REGIONAL.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Deletes the files of an earlier run. */
  void clear() {
    try {
      Files.deleteIfExists(json());
      Files.deleteIfExists(properties());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void write(PublishResult result) {
    try {
      Files.createDirectories(folder);
      Files.writeString(json(), GSON.toJson(tree(result)) + "\n");
      StringBuilder lines = new StringBuilder();
      // No names or values with an escape: ids, digits, and names of regions and volumes.
      properties(result)
          .forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
      Files.writeString(properties(), lines);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Returns the result as properties, by their names. */
  public static Map<String, String> properties(PublishResult result) {
    Map<String, String> all = new TreeMap<>();
    MachineImage primary = result.primary();
    all.put("unikernel.amiId", primary.id());
    all.put("unikernel.publishedName", primary.name());
    all.put("unikernel.region", primary.region());
    if (primary.kernelId() != null) {
      all.put("unikernel.kernelId", primary.kernelId());
    }
    all.put("unikernel.publishedBootWay", result.launch().way().id());
    all.put("unikernel.snapshotId", primary.snapshot().id());
    primary
        .volumes()
        .forEach((name, it) -> all.put("unikernel.volume." + name + ".snapshotId", it.id()));
    all.put("unikernel.content", result.content());
    all.put("unikernel.bytesSent", String.valueOf(result.bytesSent()));
    all.put("unikernel.reused", String.valueOf(primary.reused()));
    for (MachineImage image : result.images()) {
      all.put(REGIONAL + image.region(), image.id());
      all.put("unikernel.snapshotId." + image.region(), image.snapshot().id());
    }
    return all;
  }

  private static Map<String, Object> tree(PublishResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("imageId", result.primary().id());
    tree.put("region", result.primary().region());
    tree.put("content", result.content());
    tree.put("startedAt", result.startedAt().toString());
    tree.put("finishedAt", result.finishedAt().toString());
    tree.put("bytesSent", result.bytesSent());
    tree.put("bootWay", result.launch().way().id());
    FamilySummary summary = FamilySummary.of(result.launch());
    tree.put("launchesOn", summary.on());
    tree.put("doesNotLaunchOn", summary.notOn());
    tree.put("disks", result.disks());
    List<Map<String, Object>> images = new ArrayList<>();
    for (int i = 0; i < result.images().size(); i++) {
      images.add(
          tree(
              result.images().get(i), result.kernels().isEmpty() ? null : result.kernels().get(i)));
    }
    tree.put("images", images);
    tree.put("failed", result.failed());
    return tree;
  }

  private static Map<String, Object> tree(MachineImage image, @Nullable String kernel) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("region", image.region());
    tree.put("imageId", image.id());
    tree.put("name", image.name());
    tree.put("reused", image.reused());
    if (image.kernelId() != null) {
      tree.put("kernelId", image.kernelId());
      tree.put("kernelName", kernel);
    }
    // By the disks' names; the root's is empty.
    tree.put("snapshots", new TreeMap<>(image.byName()));
    return tree;
  }

  private EnvironmentException unwritable(IOException e) {
    return new EnvironmentException(
        "Can't write the result to " + folder + ": " + e,
        "Free space on the disk, or make the folder writable.",
        e);
  }
}
