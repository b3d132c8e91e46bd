package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.LineJudge;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.LineResult;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comes to a verdict from what dom0 and the guest tell; it reads no clock of its own. */
final class BootJudge {

  /** GRUB sits in its menu for ever after an error; the guest may print such a line early, too. */
  private static final Duration FOR_THE_KERNEL = Duration.ofSeconds(3);

  /** What of a console is not there this long after the guest's end does not come any more. */
  private static final Duration FOR_THE_CONSOLE = Duration.ofSeconds(30);

  /** As many lines of the toolstack as a message quotes. */
  private static final int LINES_SAID = 8;

  private static final Pattern LOADER_FAILS =
      Pattern.compile("^(error: |pvgrub: (no menu|menu.lst has no entry|.* can't be loaded))");

  private static final Pattern LOADER_GOES_ON = Pattern.compile("^pvgrub: next is fallback entry ");

  private final Expectations expectations;
  private final Loader loader;
  private final Duration forGuest;
  private final LineJudge lines;
  private final LineNotes notes = new LineNotes();
  private @Nullable Duration started;
  private @Nullable Duration handedOver;
  private @Nullable Duration allMet;
  private @Nullable Integer shutDown;
  private @Nullable Long bytes;
  private @Nullable Duration quietSince;
  private long lastReceived;
  private @Nullable Judgement failure;
  private @Nullable Duration loaderFailed;
  private String loaderSaid = "";
  private final List<String> linesSaid = new ArrayList<>();

  BootJudge(Expectations expectations, Loader loader, Duration forGuest) {
    this.expectations = expectations;
    this.forGuest = forGuest;
    this.loader = loader;
    this.lines = new LineJudge(expectations);
  }

  /** Takes an event that came at {@code now}, counted from the start of the machine. */
  void event(GuestEvent event, Duration now) {
    if (event instanceof GuestEvent.Unpaused) {
      started = now;
      handedOver = loader == Loader.LIBXL ? now : handedOver;
    } else if (event instanceof GuestEvent.HandedOver) {
      handedOver = handedOver == null ? now : handedOver;
    } else if (event instanceof GuestEvent.ShutDown down) {
      shutDown = down.reason();
    } else if (event instanceof GuestEvent.Drained drained) {
      bytes = drained.bytes();
    } else if (event instanceof GuestEvent.Said said) {
      said(said.text());
    } else if (event instanceof GuestEvent.Refused refused) {
      failure =
          new Judgement(
              Verdict.FAILURE,
              "Xen can't build the guest: "
                  + refused.text()
                  + "; it said: "
                  + String.join("; ", linesSaid));
    } else if (event instanceof GuestEvent.Failed failed) {
      failure =
          new Judgement(
              Verdict.ERROR, "dom0: " + failed.text() + " " + String.join("; ", linesSaid));
    }
  }

  /** The toolstack's first line about a failure is its cause, the others what came of it. */
  private void said(String line) {
    if (linesSaid.size() < LINES_SAID) {
      linesSaid.add(line);
    }
  }

  /** Takes a whole line of the guest's console. */
  void line(String line, Duration now) {
    lines.line(line);
    noteMet(now);
    notes.nextLine();
    if (handedOver == null && loaderFailed == null && LOADER_FAILS.matcher(line).find()) {
      loaderSaid = line;
      loaderFailed = now;
    } else if (LOADER_GOES_ON.matcher(line).find()) {
      loaderFailed = null;
    }
  }

  /** Takes a line that is not ended yet. */
  void partial(String line, Duration now) {
    lines.partial(line);
    noteMet(now);
  }

  private void noteMet(Duration now) {
    notes.note(lines.met(), lines.offence().isPresent(), now);
    if (allMet == null && lines.allMet()) {
      allMet = now;
    }
  }

  /** Returns what came of each line that was expected or forbidden. */
  List<LineResult> lineResults() {
    return notes.results(expectations, lines.offender());
  }

  /** Returns the state in which the guest is. */
  EndState endState() {
    if (shutDown == null) {
      return started == null || failure != null ? EndState.UNKNOWN : EndState.RUNNING;
    }
    return switch (shutDown) {
      case 0 -> EndState.POWERED_OFF;
      case 1 -> EndState.REBOOTED;
      case 3 -> EndState.CRASHED;
      default -> EndState.UNKNOWN;
    };
  }

  /** QEMU ended, though nobody asked it to. */
  void machineEnded(String output) {
    failure = new Judgement(Verdict.ERROR, "QEMU ended by itself: " + output);
  }

  /**
   * Returns the verdict as soon as there is one.
   *
   * @param received how many bytes of the console have been looked at
   */
  Optional<Judgement> judge(Duration now, long received) {
    if (failure != null) {
      return Optional.of(failure);
    }
    if (lines.offence().isPresent()) {
      return Optional.of(new Judgement(Verdict.FAILURE, lines.offence().get()));
    }
    if (shutDown != null) {
      return whenDrained(shutDown, now, received);
    }
    if (started == null) {
      return now.compareTo(forGuest) > 0
          ? Optional.of(
              new Judgement(
                  Verdict.ERROR, "dom0 did not start a guest within " + seconds(forGuest)))
          : Optional.empty();
    }
    return running(started, now);
  }

  /** Tells whether the guest has ended and all it printed has been looked at. */
  boolean hasWholeConsole(long received) {
    return bytes != null && received >= bytes;
  }

  private Optional<Judgement> whenDrained(int reason, Duration now, long received) {
    if (hasWholeConsole(received)) {
      return Optional.of(ended(reason));
    }
    if (quietSince == null || received != lastReceived) {
      lastReceived = received;
      quietSince = now;
    }
    if (now.minus(quietSince).compareTo(FOR_THE_CONSOLE) < 0) {
      return Optional.empty();
    }
    Judgement judgement = ended(reason);
    return Optional.of(
        new Judgement(
            judgement.verdict(), judgement.reason() + " (the end of its console is missing)"));
  }

  private Judgement ended(int reason) {
    return switch (reason) {
      case 0 -> poweredOff();
      case 1 -> new Judgement(Verdict.CRASH, "the guest rebooted" + soFar());
      case 3 -> new Judgement(Verdict.CRASH, "the guest crashed" + soFar());
      default ->
          new Judgement(Verdict.FAILURE, "the guest shut down with Xen's reason code " + reason);
    };
  }

  private Judgement poweredOff() {
    if (handedOver == null) {
      return loaderFailure();
    }
    if (!lines.allMet()) {
      return new Judgement(Verdict.FAILURE, "the guest powered off" + soFar());
    }
    if (expectations.end() == End.RUNNING) {
      return new Judgement(
          Verdict.FAILURE, "the guest powered off, and was expected to stay running");
    }
    return new Judgement(Verdict.SUCCESS, "the guest powered off by itself" + countMet());
  }

  private Judgement loaderFailure() {
    return new Judgement(
        Verdict.FAILURE,
        "the boot loader started no kernel"
            + (loaderSaid.isEmpty() ? "" : "; it said: " + loaderSaid));
  }

  private Optional<Judgement> running(Duration since, Duration now) {
    if (handedOver == null
        && loaderFailed != null
        && now.minus(loaderFailed).compareTo(FOR_THE_KERNEL) > 0) {
      return Optional.of(loaderFailure());
    }
    if (handedOver != null && lines.allMet() && expectations.end() != End.POWEROFF) {
      Duration from = allMet != null && allMet.compareTo(handedOver) > 0 ? allMet : handedOver;
      return now.minus(from).compareTo(expectations.grace()) < 0
          ? Optional.empty()
          : Optional.of(new Judgement(Verdict.SUCCESS, "the guest is running" + countMet()));
    }
    if (now.minus(since).compareTo(expectations.timeout()) < 0) {
      return Optional.empty();
    }
    String within = " within " + seconds(expectations.timeout());
    if (handedOver == null) {
      return Optional.of(
          new Judgement(Verdict.TIMEOUT, "the boot loader did not start a kernel" + within));
    }
    return Optional.of(
        new Judgement(
            Verdict.TIMEOUT,
            lines.allMet()
                ? "the guest did not power off" + within
                : "the guest runs, but not all that was expected came" + within + soFar()));
  }

  private String soFar() {
    if (handedOver == null) {
      return " before the boot loader had started a kernel";
    }
    return lines
        .awaited()
        .map(
            line ->
                " before /"
                    + line
                    + "/ came ("
                    + lines.met()
                    + " of "
                    + expectations.lines().size()
                    + " expected lines)")
        .orElse("");
  }

  private String countMet() {
    int count = expectations.lines().size();
    return count == 0
        ? ""
        : ", and "
            + (count == 1 ? "the expected line" : "all " + count + " expected lines")
            + " came";
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() / 1000.0 + " s";
  }
}
