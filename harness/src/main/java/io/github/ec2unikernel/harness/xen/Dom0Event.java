package io.github.ec2unikernel.harness.xen;

import java.util.List;

/** Something that dom0 tells the host, one line on the control channel. */
public sealed interface Dom0Event {

  /** The toolstack is up; a job is awaited. */
  record Ready() implements Dom0Event {}

  /** The guest is built and paused, its console attached. */
  record Created() implements Dom0Event {}

  /** The guest runs. */
  record Unpaused() implements Dom0Event {}

  /** The boot loader gave the machine to a kernel. */
  record HandedOver() implements Dom0Event {}

  /**
   * The guest has ended.
   *
   * @param reason Xen's shutdown code
   */
  record ShutDown(int reason) implements Dom0Event {}

  /**
   * The guest's console is quiet after its end.
   *
   * @param bytes how many bytes it had in all
   */
  record Drained(long bytes) implements Dom0Event {}

  /**
   * Xen can't build the guest.
   *
   * @param text what the toolstack said
   */
  record Refused(String text) implements Dom0Event {}

  /**
   * dom0 itself can't go on.
   *
   * @param text what failed
   */
  record Failed(String text) implements Dom0Event {}

  /**
   * A line of the toolstack's own output.
   *
   * @param text the line
   */
  record Said(String text) implements Dom0Event {}

  /** Reads an event from its line. */
  static Dom0Event parse(String line) {
    List<String> words = List.of(line.split(" ", 2));
    String rest = words.size() > 1 ? words.get(1) : "";
    try {
      return switch (words.get(0)) {
        case "ready" -> new Ready();
        case "created" -> new Created();
        case "unpaused" -> new Unpaused();
        case "handover" -> new HandedOver();
        case "shutdown" -> new ShutDown(Integer.parseInt(rest));
        case "drained" -> new Drained(Long.parseLong(rest));
        case "refused" -> new Refused(rest);
        case "error" -> new Failed(rest);
        case "log" -> new Said(rest);
        default -> garbled(line);
      };
    } catch (NumberFormatException e) {
      return garbled(line);
    }
  }

  private static Failed garbled(String line) {
    return new Failed("sent a line that nobody understands: " + line);
  }
}
