package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a boot showed.
 *
 * @param verdict the outcome
 * @param reason one sentence that explains the verdict
 * @param setup the loader and accelerator used, for people
 * @param tail the last console lines, at most 40, without terminal escapes
 * @param console the file that holds the whole console
 * @param phases the moments that were reached, in order
 * @param duration from the start of the machine to the verdict
 * @param machineLog the file that holds QEMU's command and what QEMU, Xen and dom0 printed
 */
public record BootReport(
    Verdict verdict,
    String reason,
    String setup,
    List<String> tail,
    Path console,
    List<Phase> phases,
    Duration duration,
    Path machineLog) {

  /** Copies the lists. */
  public BootReport {
    tail = List.copyOf(tail);
    phases = List.copyOf(phases);
  }

  /** Returns a report of a boot that did not come to a verdict of its own. */
  public static BootReport notRun(Verdict verdict, String reason, Path console, Path machineLog) {
    return new BootReport(
        verdict, reason, "", List.of(), console, List.of(), Duration.ZERO, machineLog);
  }

  /** Tells whether the disk may be published. */
  public boolean passed() {
    return verdict == Verdict.SUCCESS;
  }
}
