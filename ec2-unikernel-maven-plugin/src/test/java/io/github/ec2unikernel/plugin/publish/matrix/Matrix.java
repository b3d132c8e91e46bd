package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.plugin.publish.matrix.Trial.Deployer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Generates trials from the calls of a deployment, and goes through with them. */
final class Matrix {

  private final Path folder;
  private final Deployer deployer;
  private int runs;

  /**
   * Creates one.
   *
   * @param folder where trials have their folders, one after the other
   */
  Matrix(Path folder, Deployer deployer) {
    this.folder = folder;
    this.deployer = deployer;
  }

  /** Returns the calls that a deployment makes when nothing goes wrong. */
  List<Moment> record(Deployment deployment) {
    Path place = next();
    try (World world = World.open(deployment, place)) {
      deployer.publish(world, world.request());
      List<Moment> moments = Moment.of(world.calls());
      List<String> problems = new Inventory(world).problemsAfterSuccess();
      if (!problems.isEmpty()) {
        throw new AssertionError("without any fault: " + problems);
      }
      return moments;
    } finally {
      delete(place);
    }
  }

  /** Returns every trouble at every call. */
  static List<Trial> trials(Deployment deployment, List<Moment> moments) {
    List<Trial> all = new ArrayList<>();
    for (Moment moment : moments) {
      for (Trouble trouble : Trouble.values()) {
        all.add(new Trial(deployment, moment, trouble));
      }
    }
    return all;
  }

  Verdict run(Trial trial) {
    Path place = next();
    try {
      return trial.run(place, deployer);
    } finally {
      delete(place);
    }
  }

  /** Returns a new empty folder. */
  Path next() {
    try {
      return Files.createDirectory(folder.resolve("run" + ++runs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path place) {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
