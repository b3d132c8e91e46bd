package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.time.Duration;
import java.util.List;

/** Reads what dom0 tells on its control channel. */
public final class Dom0Line {

  private Dom0Line() {}

  /** Reads an event from its line. */
  public static GuestEvent parse(String line) {
    List<String> words = List.of(line.split(" ", 2));
    String rest = words.size() > 1 ? words.get(1) : "";
    try {
      return switch (words.get(0)) {
        case "ready" -> new GuestEvent.Ready();
        case "created" -> new GuestEvent.Created();
        case "unpaused" -> new GuestEvent.Unpaused();
        case "loader" -> new GuestEvent.LoaderStarted();
        case "handover" -> new GuestEvent.HandedOver();
        case "shutdown" -> new GuestEvent.ShutDown(Integer.parseInt(rest));
        case "drained" -> new GuestEvent.Drained(Long.parseLong(rest));
        case "state" -> state(rest);
        case "refused" -> new GuestEvent.Refused(rest);
        case "unbootable" -> new GuestEvent.Unbootable(rest);
        case "error" -> new GuestEvent.Failed(rest);
        case "log" -> new GuestEvent.Said(rest);
        default -> garbled(line);
      };
    } catch (NumberFormatException e) {
      return garbled(line);
    }
  }

  /** Reads the last two columns of {@code xl list}: letters of states, and seconds. */
  private static GuestEvent state(String columns) {
    List<String> words = List.of(columns.split(" +", 2));
    long millis = Math.round(Double.parseDouble(words.get(words.size() - 1)) * 1000);
    return new GuestEvent.State(words.get(0).contains("b"), Duration.ofMillis(millis));
  }

  private static GuestEvent garbled(String line) {
    return new GuestEvent.Failed("sent a line that nobody understands: " + line);
  }
}
