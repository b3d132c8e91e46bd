package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a boot showed.
 *
 * @param outcome what came of it, and why
 * @param machine what was booted on what
 * @param timeline when it came how far
 * @param checks what was looked at
 * @param transcript what the guest printed
 */
public record BootReport(
    Outcome outcome,
    MachineFacts machine,
    Timeline timeline,
    Checks checks,
    Transcript transcript) {

  /** Returns a report of a boot that did not come to a verdict of its own. */
  public static BootReport notRun(Verdict verdict, String reason, Path console, Path machineLog) {
    return new BootReport(
        Outcome.of(verdict, reason),
        MachineFacts.unknown(machineLog),
        Timeline.empty(),
        Checks.none(),
        Transcript.empty(console));
  }

  /** Returns a report of a boot that could not start. */
  public static BootReport notStarted(ProblemException problem, Path console, Path machineLog) {
    Finding finding = new Finding("The boot could not start", "", problem.hint());
    return new BootReport(
        new Outcome(Verdict.ERROR, problem.getMessage(), EndState.UNKNOWN, List.of(finding)),
        MachineFacts.unknown(machineLog),
        Timeline.empty(),
        Checks.none(),
        Transcript.empty(console));
  }

  /** Returns the same report with the command that boots again. */
  public BootReport withRepeat(String command) {
    return new BootReport(outcome, machine.withRepeat(command), timeline, checks, transcript);
  }

  /** Returns the same report with one more fact of the machine. */
  public BootReport withFact(Fact fact) {
    return new BootReport(outcome, machine.withFact(fact), timeline, checks, transcript);
  }

  /** Returns the same report with no more of the console than its last lines. */
  public BootReport withTailOnly() {
    return new BootReport(outcome, machine, timeline, checks, transcript.tailOnly());
  }

  /** Tells whether the disk may be published. */
  public boolean passed() {
    return verdict() == Verdict.SUCCESS;
  }

  /** Returns the verdict. */
  public Verdict verdict() {
    return outcome.verdict();
  }

  /** Returns one sentence that explains the verdict. */
  public String reason() {
    return outcome.reason();
  }

  /** Returns the loader and accelerator used, for people. */
  public String setup() {
    return machine.setup();
  }

  /** Returns the file that holds QEMU's command and what QEMU, Xen and dom0 printed. */
  public Path machineLog() {
    return machine.log();
  }

  /** Returns the moments that were reached, in order. */
  public List<Phase> phases() {
    return timeline.phases();
  }

  /** Returns the time from the start of the machine to the verdict. */
  public Duration duration() {
    return timeline.duration();
  }

  /** Returns the last console lines, at most {@link Transcript#TAIL_LINES}. */
  public List<String> tail() {
    return transcript.tail();
  }

  /** Returns the file that holds the whole console. */
  public Path console() {
    return transcript.file();
  }
}
