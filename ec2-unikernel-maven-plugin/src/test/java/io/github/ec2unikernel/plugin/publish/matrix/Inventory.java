package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.plugin.publish.AccountRegion;
import io.github.ec2unikernel.plugin.publish.RawDisks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Looks at all that is in an account and in a project's folder, with clients of its own. */
final class Inventory {

  private static final Pattern RESULT =
      Pattern.compile("state\\.json|published\\.(json|properties)|.*\\.blocks");

  private final World world;

  Inventory(World world) {
    this.world = world;
  }

  /** Returns what speaks against the deployment being there, once, whole, and nothing else. */
  List<String> problemsAfterSuccess() {
    List<String> problems = new ArrayList<>();
    for (String name : world.deployment().regions()) {
      try (AccountRegion region = new AccountRegion(world.server(), name)) {
        problems.addAll(problems(name, region, world.deployment().images()));
        problems.addAll(bytes(name, region));
        if (world.deployment() == Deployment.REGIONS) {
          problems.addAll(settled(name, region));
        }
      }
    }
    problems.addAll(bucket());
    problems.addAll(files());
    return problems;
  }

  /** Returns what a failed run has left beside what was there before. */
  List<String> problemsAfterFailure() {
    List<String> problems = new ArrayList<>();
    for (String name : world.deployment().regions()) {
      try (AccountRegion region = new AccountRegion(world.server(), name)) {
        problems.addAll(problems(name, region, world.deployment().images() - 1));
      }
    }
    problems.addAll(bucket());
    return problems;
  }

  private static List<String> problems(String name, AccountRegion region, int wanted) {
    List<String> problems = new ArrayList<>();
    List<Image> images = region.images();
    if (images.size() != wanted) {
      problems.add(name + " has " + images.size() + " images, not " + wanted);
    }
    images.stream()
        .filter(image -> !image.stateAsString().equals("available"))
        .forEach(image -> problems.add(name + ": " + image.imageId() + " is " + image.state()));
    Set<String> used = snapshots(images);
    for (Snapshot snapshot : region.snapshots()) {
      if (!used.remove(snapshot.snapshotId())) {
        problems.add(
            name + ": " + snapshot.snapshotId() + " (" + snapshot.state() + ") is of no image");
      } else if (!snapshot.stateAsString().equals("completed")) {
        problems.add(name + ": " + snapshot.snapshotId() + " is " + snapshot.state());
      }
    }
    used.forEach(id -> problems.add(name + ": " + id + " of an image is not there"));
    region
        .importTasks()
        .forEach(task -> problems.add(name + ": the import " + task + " is still active"));
    return problems;
  }

  private static Set<String> snapshots(List<Image> images) {
    return images.stream()
        .flatMap(image -> image.blockDeviceMappings().stream())
        .map(mapping -> mapping.ebs().snapshotId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Compares each snapshot with the disks that there are; every one has to be there once. */
  private List<String> bytes(String name, AccountRegion region) {
    List<byte[]> wanted =
        new ArrayList<>(
            world.deployment().disks(world.folder()).stream().map(Inventory::read).toList());
    List<String> problems = new ArrayList<>();
    for (Snapshot snapshot : region.snapshots()) {
      byte[] found = region.bytes(snapshot.snapshotId(), (int) (4L * RawDisks.BLOCK));
      boolean known =
          wanted.removeIf(disk -> Arrays.equals(disk, Arrays.copyOf(found, disk.length)));
      if (!known) {
        problems.add(name + ": " + snapshot.snapshotId() + " has other bytes than any disk");
      }
    }
    return problems;
  }

  private static List<String> settled(String name, AccountRegion region) {
    List<String> problems = new ArrayList<>();
    for (Image image : region.images()) {
      if (region.launchers(image.imageId()).size() != 1) {
        problems.add(name + ": " + image.imageId() + " is not shared");
      }
      if (image.deprecationTime() == null) {
        problems.add(name + ": " + image.imageId() + " is not deprecated");
      }
      for (String snapshot : snapshots(List.of(image))) {
        if (region.volumeMakers(snapshot).size() != 1) {
          problems.add(name + ": " + snapshot + " is not shared");
        }
      }
    }
    return problems;
  }

  private List<String> bucket() {
    if (world.deployment() != Deployment.IMPORT) {
      return List.of();
    }
    try (ImportBucket bucket = new ImportBucket(world.server())) {
      return bucket.content().stream().map(key -> "the bucket has " + key).toList();
    }
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(world.results())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !RESULT.matcher(file).matches())
          .map(file -> "the file " + file + " is left")
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
