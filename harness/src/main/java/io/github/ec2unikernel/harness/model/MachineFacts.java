package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was booted on what, and how to do it again.
 *
 * @param setup all in one line, for people
 * @param facts one by one, each name once, in the order to show them in
 * @param command the line that starts the machine from a shell; empty if none was started
 * @param repeat the line that boots and checks again; empty if it is not known
 * @param log the file that holds the command and what QEMU, Xen and dom0 printed
 */
public record MachineFacts(
    String setup, List<Fact> facts, String command, String repeat, Path log) {

  /** Copies the list. */
  public MachineFacts {
    facts = List.copyOf(facts);
  }

  /** Returns what is known where no machine was started. */
  public static MachineFacts unknown(Path log) {
    return new MachineFacts("", List.of(), "", "", log);
  }

  /** Returns the same with the line that boots and checks again. */
  public MachineFacts withRepeat(String line) {
    return new MachineFacts(setup, facts, command, line, log);
  }

  /** Returns the same with one more fact, behind the others. */
  MachineFacts withFact(Fact fact) {
    return new MachineFacts(
        setup, Stream.concat(facts.stream(), Stream.of(fact)).toList(), command, repeat, log);
  }
}
