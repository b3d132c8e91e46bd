package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.publish.AccountRegion;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import io.github.ec2unikernel.plugin.publish.RawDisks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix sees what a faulty publisher does. */
class MatrixTest {

  private static final Moment REGISTRATION = new Moment("ec2", "RegisterImage", 1);

  @TempDir Path folder;

  @Test
  void aPublisherWhoseUndoIsBrokenIsRed() {
    Verdict verdict = run(Trouble.DENIED, MatrixTest::withoutUndo);

    assertThat(verdict.isGreen()).isFalse();
    assertThat(verdict.problems())
        .anyMatch(it -> it.matches("us-west-2: snap-\\w+ \\(completed\\) is of no image"));
  }

  @Test
  void aPublisherThatWritesNothingDownIsRed() {
    Verdict verdict = run(Trouble.KILLED_BEFORE, MatrixTest::withoutState);

    assertThat(verdict.problems()).anyMatch(it -> it.contains("is of no image"));
  }

  @Test
  void aPublisherThatDoesNotSayWhatHappenedIsRed() {
    Verdict verdict =
        run(
            Trouble.DENIED,
            (world, request) -> {
              try {
                return world.publish(request);
              } catch (ProblemException e) {
                throw new IllegalStateException("something went wrong", e);
              }
            });

    assertThat(verdict.problems()).anyMatch(it -> it.startsWith("thrown without words"));
  }

  @Test
  void theSamePublisherUnbrokenIsGreen() {
    assertThat(run(Trouble.DENIED, World::publish).problems()).isEmpty();
  }

  @Test
  void theInventoryFindsAnotherImageOtherBytesAndFiles() throws IOException {
    try (World world = World.open(Deployment.DIRECT, folder)) {
      PublishResult result = world.publish(world.request());
      Inventory inventory = new Inventory(world);
      assertThat(inventory.problemsAfterSuccess()).isEmpty();

      try (AccountRegion region = new AccountRegion(world.server(), Deployment.REGION)) {
        region
            .ec2()
            .copyImage(
                request ->
                    request
                        .name("another")
                        .sourceImageId(result.primary().id())
                        .sourceRegion(Deployment.REGION));
      }
      Files.createFile(world.results().resolve("state1.tmp"));
      RawDisks.change(folder.resolve("disk.raw"), 2);

      assertThat(inventory.problemsAfterSuccess())
          .anyMatch(it -> it.contains("has 2 images, not 1"))
          .anyMatch(it -> it.contains("has other bytes than any disk"))
          .contains("the file state1.tmp is left");
    }
  }

  private Verdict run(Trouble trouble, Trial.Deployer deployer) {
    return new Matrix(folder, deployer).run(new Trial(Deployment.DIRECT, REGISTRATION, trouble));
  }

  /** Neither deletes what it made nor remembers it. */
  private static PublishResult withoutUndo(World world, PublishRequest request) {
    List.of("DeleteSnapshot", "DeregisterImage")
        .forEach(it -> world.faults().inject(Fault.denied(it, 1).times(Fault.ALWAYS)));
    try {
      return world.publish(request);
    } catch (ProblemException e) {
      forget(request);
      throw e;
    }
  }

  private static PublishResult withoutState(World world, PublishRequest request) {
    forget(request);
    return world.publish(request);
  }

  private static void forget(PublishRequest request) {
    try {
      Files.deleteIfExists(request.stateFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
