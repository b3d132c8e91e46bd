package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process that is killed, beside the kill that the matrix makes in its own. */
class KilledProcessMatrixTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "DIRECT, ebs, StartSnapshot, 2, KILLED_AFTER",
    "DIRECT, ebs, CompleteSnapshot, 2, KILLED_BEFORE",
    "DELTA, ec2, RegisterImage, 1, KILLED_AFTER",
    "REGIONS, ec2, CopyImage, 1, KILLED_AFTER",
    "REGIONS, ec2, ModifyImageAttribute, 2, KILLED_BEFORE"
  })
  void bothLeaveTheSameAndTheNextRunGoesOn(
      Deployment deployment, String service, String action, int nth, Trouble trouble)
      throws Exception {
    Moment moment = new Moment(service, action, nth);
    Left inOurs =
        killedHere(deployment, moment, trouble, Files.createDirectory(folder.resolve("a")));

    try (World world = World.open(deployment, Files.createDirectory(folder.resolve("b")))) {
      killedThere(world, moment, trouble);

      assertThat(Left.in(world.results())).isEqualTo(inOurs);
      world.publish(world.request());
      assertThat(new Inventory(world).problemsAfterSuccess()).isEmpty();
    }
  }

  @Test
  void aProcessThatNobodyKillsPublishes() throws Exception {
    try (World world = World.open(Deployment.DIRECT, folder)) {
      Process process = start(world);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(new Inventory(world).problemsAfterSuccess()).isEmpty();
    }
  }

  private static Left killedHere(
      Deployment deployment, Moment moment, Trouble trouble, Path place) {
    try (World world = World.open(deployment, place)) {
      Kill kill = new Kill(world);
      world.faults().inject(trouble.at(moment, kill));
      Runs runs = new Runs(world, World::publish);
      assertThat(runs.first(kill, Pattern.compile(""))).isEqualTo("killed");
      kill.restore();
      return Left.in(world.results());
    }
  }

  private static void killedThere(World world, Moment moment, Trouble trouble) throws Exception {
    CompletableFuture<Process> started = new CompletableFuture<>();
    world.faults().inject(trouble.at(moment, () -> kill(started.join())));
    Process process = start(world);
    started.complete(process);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("killed by a signal").isEqualTo(128 + 9);
    world.faults().clear();
  }

  private static void kill(Process process) {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(World world) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DeployingProcess.class.getName(),
            world.server().endpoint().toString(),
            world.server().accessKeyId(),
            world.server().secretAccessKey(),
            world.deployment().name(),
            world.folder().toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * What a killed publisher has left on its disk.
   *
   * @param state the state file without what is another one in each run
   * @param files the names of all files
   */
  private record Left(String state, List<String> files) {

    static Left in(Path results) {
      try (Stream<Path> files = Files.list(results)) {
        return new Left(
            Files.readString(results.resolve("state.json"))
                .replaceAll("(snap|ami)-[0-9a-f]{17}", "$1")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "attempt")
                .replaceAll("[0-9-]{10}T[0-9:.]+Z", "time")
                .replaceAll("http://127.0.0.1:[0-9]+", "endpoint"),
            files.map(file -> file.getFileName().toString()).sorted().toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
