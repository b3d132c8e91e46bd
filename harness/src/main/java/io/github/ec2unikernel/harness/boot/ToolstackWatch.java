package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hears what starts a guest, for its words on one that it does not start. */
final class ToolstackWatch {

  /** As many lines of the toolstack as a message quotes. */
  private static final int LINES_SAID = 8;

  private final String host;
  private final List<String> said = new ArrayList<>();

  /** Creates one; {@code host} is what starts the guest, as the begin of a sentence. */
  ToolstackWatch(String host) {
    this.host = host;
  }

  /** Takes an event, and returns the verdict that it is, if it is one. */
  Optional<Judgement> event(GuestEvent event) {
    if (event instanceof GuestEvent.Said line) {
      // the first line about a failure is its cause, the others what came of it
      if (said.size() < LINES_SAID) {
        said.add(line.text());
      }
    } else if (event instanceof GuestEvent.Refused refused) {
      return Optional.of(
          new Judgement(
              Verdict.FAILURE,
              "Xen can't build the guest: "
                  + refused.text()
                  + "; it said: "
                  + String.join("; ", said)));
    } else if (event instanceof GuestEvent.Unbootable unbootable) {
      return Optional.of(new Judgement(Verdict.FAILURE, unbootable.text()));
    } else if (event instanceof GuestEvent.Failed failed) {
      return Optional.of(
          new Judgement(
              Verdict.ERROR, host + ": " + failed.text() + " " + String.join("; ", said)));
    }
    return Optional.empty();
  }

  /** Returns its first lines. */
  List<String> lines() {
    return List.copyOf(said);
  }
}
