package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Loader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a boot that went wrong.
 *
 * @param lines the console's lines, and before them what the toolstack said; the middle of a long
 *     console may be missing
 * @param end the state the guest was left in
 * @param loader who loaded the kernel; null if that is not known, or EC2's PV-GRUB
 * @param expected what console lines had to contain, in order
 * @param met how many of them came
 */
public record Symptoms(
    List<String> lines, EndState end, @Nullable Loader loader, List<Pattern> expected, int met) {

  /** Copies the lists. */
  public Symptoms {
    lines = List.copyOf(lines);
    expected = List.copyOf(expected);
  }

  /**
   * Reads what EC2's GetConsoleOutput returned, decoded from base64: the last 64 KB of bytes that
   * the guest's boot loader and kernel printed.
   */
  public static Symptoms ofConsoleOutput(byte[] output) {
    return ConsoleOutput.read(output);
  }

  /** Tells whether a line is one that had to come and did. */
  boolean isWanted(String line) {
    return expected.subList(0, met).stream().anyMatch(it -> it.matcher(line).find());
  }
}
