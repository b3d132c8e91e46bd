package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run that makes the images of all regions, or nothing. */
final class Publication {

  private final Work work;
  private final Naming naming;
  private final List<RegionPlan> plans;
  private final Uploads uploads;
  private final List<FailedRegion> failed = new ArrayList<>();
  private final ExitGuard guard = ExitGuard.engage();

  Publication(Work work, Naming naming, List<RegionPlan> plans, Uploads uploads) {
    this.work = work;
    this.naming = naming;
    this.plans = plans;
    this.uploads = uploads;
  }

  /**
   * Returns the images once all are available.
   *
   * @throws DeadResourceException if what a killed run made can't be gone on with; it is all there
   */
  PublishResult run() {
    try {
      List<Placed> placed = images();
      work.journal().primary(placed.get(0).image());
      work.journal().ended(Phase.PUBLISHED);
      placed.stream()
          .map(Placed::image)
          .filter(image -> !image.reused())
          .forEach(work.listener()::published);
      return result(placed);
    } catch (DeadResourceException e) {
      throw e;
    } catch (ProblemException e) {
      if (work.request().upload().keep()) {
        throw Problems.keeping(work.journal().state().resources(), e);
      }
      throw Problems.leaving(undo(e), e);
    } catch (RuntimeException | Error e) {
      // A fault of ours keeps its own type and trace; what is left goes to the listener and the
      // state file.
      undo(e);
      throw e;
    } finally {
      guard.release();
    }
  }

  private List<Placed> images() {
    RegionPlan first = plans.get(0);
    Placed source = at(first, () -> worker(first).upload(uploads));
    settle(source);
    List<Placed> all = new ArrayList<>(List.of(source));
    if (work.request().regions().replication() == Replication.COPY) {
      all.addAll(copies(source.image()));
    } else {
      for (RegionPlan plan : plans.subList(1, plans.size())) {
        Placed sent = attempted(plan, () -> settle(at(plan, () -> worker(plan).upload(uploads))));
        if (sent != null) {
          all.add(sent);
        }
      }
    }
    return all;
  }

  /** Has AWS copy the image to all other regions side by side. */
  private List<Placed> copies(MachineImage source) {
    Map<RegionPlan, Supplier<Placed>> started = new LinkedHashMap<>();
    for (RegionPlan plan : plans.subList(1, plans.size())) {
      Supplier<Placed> rest = attempted(plan, () -> copying(plan, source));
      if (rest != null) {
        started.put(plan, rest);
      }
    }
    List<Placed> all = new ArrayList<>();
    started.forEach(
        (plan, rest) -> {
          Placed copy = attempted(plan, () -> settle(rest.get()));
          if (copy != null) {
            all.add(copy);
          }
        });
    return all;
  }

  /** Starts a copy, and returns what waits for it. */
  private Supplier<Placed> copying(RegionPlan plan, MachineImage source) {
    if (plan.existing().isPresent()) {
      return () -> worker(plan).existing(plan.existing().get());
    }
    try {
      String id = worker(plan).startCopy(source);
      return () -> worker(plan).finishCopy(id);
    } catch (NameTakenException e) {
      Placed theirs = theirs(plan, e);
      return () -> theirs;
    }
  }

  private Placed at(RegionPlan plan, Supplier<Placed> making) {
    if (plan.existing().isPresent()) {
      return worker(plan).existing(plan.existing().get());
    }
    try {
      return making.get();
    } catch (NameTakenException e) {
      return theirs(plan, e);
    }
  }

  /** Somebody was quicker, perhaps with the same image: then theirs is as good as ours. */
  private Placed theirs(RegionPlan plan, NameTakenException e) {
    Optional<ImageRecord> theirs =
        new ExistingImages(plan.aws(), work.request().limits().imageTimeout())
            .find(plan.content())
            .filter(image -> !work.attempt().id().equals(image.tags().get(ResourceTags.ATTEMPT)));
    if (theirs.isPresent()) {
      withdraw(plan);
      return worker(plan).existing(theirs.get());
    }
    throw plan.aws()
        .images()
        .named(naming.name())
        .<ProblemException>map(it -> Problems.nameTaken(it, plan.region(), plan.content()))
        .orElseGet(
            () ->
                new EnvironmentException(String.valueOf(e.getMessage()), "Run the goal again.", e));
  }

  private Placed settle(Placed placed) {
    new Settling(work).settle(placed);
    return placed;
  }

  private RegionWork worker(RegionPlan plan) {
    return new RegionWork(work, plan, naming);
  }

  /** Does something for a further region; its failure is the run's unless the user says not. */
  private <T> @Nullable T attempted(RegionPlan plan, Supplier<T> doing) {
    try {
      return doing.get();
    } catch (ProblemException e) {
      if (work.request().regions().failure() == Failure.UNDO_ALL
          || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      withdraw(plan);
      FailedRegion region = new FailedRegion(plan.region(), String.valueOf(e.getMessage()));
      failed.add(region);
      work.listener().regionFailed(region);
      return null;
    }
  }

  /** Deletes what this run made in one region, and goes on. */
  private void withdraw(RegionPlan plan) {
    Journal journal = work.journal();
    UnfinishedRun there = journal.state().run().where(plan.region()::equals);
    List<LeftBehind> left = new Undo(work.connections(), work.listener()).undo(there);
    journal.withdrawn(there, !left.isEmpty());
  }

  private PublishResult result(List<Placed> placed) {
    Attempt attempt = work.attempt();
    return new PublishResult(
        attempt.content(),
        placed.stream().map(Placed::image).toList(),
        placed.stream()
            .flatMap(it -> Stream.ofNullable(it.plan().platform().kernel()))
            .map(PvGrubKernel::name)
            .toList(),
        plans.get(0).launch(),
        work.request().disks().stream().map(PublishedDisk::of).toList(),
        failed,
        attempt.startedAt(),
        attempt.finishedAt() == null ? attempt.startedAt() : attempt.finishedAt());
  }

  private List<LeftBehind> undo(Throwable problem) {
    Journal journal = work.journal();
    guard.undoing();
    note(problem, journal::undoing);
    UnfinishedRun run = journal.state().run();
    Undo undo = new Undo(work.connections(), work.listener());
    List<LeftBehind> left = undo.undo(run);
    if (!AwsConnection.isAnswer(problem) && !undo.unseen().isEmpty()) {
      // What AWS is doing of a call that nobody heard the answer of may show only later.
      UnfinishedRun unseen = new UnfinishedRun(run.attempt(), run.place(), undo.unseen());
      note(problem, () -> journal.withdrawn(unseen, true));
    }
    note(problem, () -> journal.ended(left.isEmpty() ? Phase.UNDONE : Phase.LEFT_BEHIND));
    return left;
  }

  private static void note(Throwable problem, Runnable writing) {
    try {
      writing.run();
    } catch (EnvironmentException e) {
      problem.addSuppressed(e);
    }
  }
}
