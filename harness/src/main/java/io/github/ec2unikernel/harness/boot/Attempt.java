package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.MachineFacts;
import io.github.ec2unikernel.harness.model.Outcome;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.probe.ProbeRoutes;
import io.github.ec2unikernel.harness.probe.ProbeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a boot needs but what it runs on.
 *
 * @param guest what is booted
 * @param expectations what it has to do
 * @param listener is told how it goes on
 */
record Attempt(Guest guest, Expectations expectations, BootListener listener) {

  /**
   * Boots once.
   *
   * @param aftermath what is done with the guest before its machine is ended
   */
  BootReport run(Backend backend, BootOptions options, Aftermath aftermath) {
    try (ScratchDirectory scratch = ScratchDirectory.create();
        ConsoleLog console = ConsoleLog.create(options.console())) {
      listener.starting(setup(backend));
      BootJudge judge =
          new BootJudge(expectations, LoaderWatch.of(guest), backend.forGuest(), backend.names());
      BootRun run = new BootRun(judge, console, listener);
      ProbeSession probes = new ProbeSession(expectations.probes(), run.news()::answered);
      ProbeRoutes routes = new ProbeRoutes(guest.networks());
      Judgement judgement;
      Function<Judgement, BootReport> reporter;
      try (GuestMachine machine = backend.start(guest, scratch.path(), run.news());
          run;
          probes) {
        run.launched();
        run.whenKernelMayRun(() -> probes.start(probe -> machine.hostPort(routes.forward(probe))));
        String command = machine.command().toShell();
        reporter = last -> report(last, judge, run, backend, options, command);
        judgement = run.await(machine::hasEnded, machine::lastLines, machine::askState);
        judgement = aftermath.of(new Followed(judgement, run, machine, reporter));
        keepLog(command, machine.log(), options.machineLog());
      }
      return reporter.apply(judgement);
    }
  }

  private BootReport report(
      Judgement judgement,
      BootJudge judge,
      BootRun run,
      Backend backend,
      BootOptions options,
      String command) {
    Transcript transcript = run.transcript(options.console());
    List<Finding> findings =
        new Diagnosis(loader(), expectations).of(judgement.verdict(), judge, transcript);
    return new BootReport(
        new Outcome(judgement.verdict(), judgement.reason(), judge.endState(), findings),
        new MachineFacts(
            setup(backend), facts(backend, run.timeline()), command, "", options.machineLog()),
        run.timeline(),
        new Checks(judge.lineResults(), judge.probeResults()),
        transcript);
  }

  /** The boot loader on a disk that firmware starts is none of the two. */
  private @Nullable Loader loader() {
    if (guest instanceof Guest.OfFirmware) {
      return null;
    }
    return guest.hasLoader() ? Loader.PVGRUB : Loader.LIBXL;
  }

  private String setup(Backend backend) {
    return guest.setup() + ", " + backend.setup();
  }

  private List<Fact> facts(Backend backend, Timeline timeline) {
    boolean warm = timeline.phases().stream().anyMatch(it -> it.name().equals(PhaseNames.RESTORED));
    List<Fact> start = warm ? List.of(new Fact("start", "warm")) : List.of();
    return Stream.of(guest.facts(), backend.devices(guest), backend.facts(), start)
        .flatMap(List::stream)
        .toList();
  }

  private static void keepLog(String command, String log, Path file) {
    try {
      Files.writeString(file, command + "\n" + log);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's log can't be kept in " + file + ": " + e.getMessage(),
          "Make the directory writable and see that the disk has room.",
          e);
    }
  }
}
