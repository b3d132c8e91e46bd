package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.Loader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a boot that went wrong.
 *
 * @param lines the console's lines, and before them what the toolstack said; the middle of a long
 *     console may be missing
 * @param end the state the guest was left in
 * @param loader who loaded the kernel; null if that is not known, or EC2's PV-GRUB
 * @param expected what console lines had to contain, in order
 * @param met how many of them came as often as they had to
 * @param handedOver whether the boot loader is known to have started the kernel
 */
public record Symptoms(
    List<String> lines,
    EndState end,
    @Nullable Loader loader,
    List<ExpectedLine> expected,
    int met,
    boolean handedOver) {

  /** Copies the lists. */
  public Symptoms {
    lines = List.copyOf(lines);
    expected = List.copyOf(expected);
  }

  /** Is of a boot whose loader is not known to have started the kernel. */
  public Symptoms(
      List<String> lines,
      EndState end,
      @Nullable Loader loader,
      List<ExpectedLine> expected,
      int met) {
    this(lines, end, loader, expected, met, false);
  }

  /**
   * Reads what EC2's GetConsoleOutput returned, decoded from base64: the last 64 KB of bytes that
   * the guest's boot loader and kernel printed.
   */
  public static Symptoms ofConsoleOutput(byte[] output) {
    return ConsoleOutput.read(output);
  }

  /** Returns what was waited for when the boot ended. */
  Optional<ExpectedLine> awaited() {
    return met < expected.size() ? Optional.of(expected.get(met)) : Optional.empty();
  }

  /** Tells whether a line is one that had to come and did, if not as often as it had to. */
  boolean isWanted(String line) {
    return Stream.concat(
            expected.subList(0, met).stream(), awaited().filter(it -> it.times() > 1).stream())
        .anyMatch(it -> it.pattern().matcher(line).find());
  }
}
