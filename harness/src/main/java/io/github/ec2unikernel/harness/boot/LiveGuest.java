package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A guest under way, from the moment when it has done what was expected of it until it ends or is
 * closed. It may be used by several threads.
 */
public final class LiveGuest implements AutoCloseable {

  private final LiveRun live;
  private final LiveConsole console;
  private final ConsoleReader reader;
  private final List<Network> networks;

  LiveGuest(LiveRun live, LiveConsole console, List<Network> networks) {
    this.live = live;
    this.console = console;
    this.reader = new ConsoleReader(console);
    this.networks = List.copyOf(networks);
  }

  /**
   * Returns the next line that a regular expression is found in, once it has come, as {@link
   * ConsoleReader#awaitLine} does; the first call begins with the console's first line.
   *
   * @throws InputException if no such line comes in this time, or before the guest's end
   */
  public String awaitLine(Pattern pattern, Duration time) {
    return reader.awaitLine(pattern, time);
  }

  /** Returns a reader of its own, which begins with the console's first line. */
  public ConsoleReader reader() {
    return new ConsoleReader(console);
  }

  /**
   * Returns the console's last lines, oldest first and without terminal escapes; of a long one the
   * last {@value LiveConsole#MOST_CHARACTERS} characters. A line that has not ended is the last.
   */
  public List<String> console() {
    return console.lines();
  }

  /** Types text on the guest's console; its line ends are typed as they are. */
  public void type(String text) {
    type(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Types bytes on the guest's console, and waits while the guest has no room for them.
   *
   * @throws InputException if the guest has ended
   */
  public void type(ByteBuffer bytes) {
    if (!live.isRunning()) {
      throw new InputException(
          "nothing can be typed: the guest has ended", "Start it again, or look at its report.");
    }
    live.machine().type(bytes);
  }

  /**
   * Returns the port of 127.0.0.1 that leads to a TCP port of the guest.
   *
   * @throws InputException if the machine has no such forward
   */
  public int port(int guestPort) {
    PortForward forward =
        networks.stream()
            .flatMap(network -> network.forwards().stream())
            .filter(it -> it.protocol() == PortForward.Protocol.TCP)
            .filter(it -> it.guestPort() == guestPort)
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        "port " + guestPort + " of the guest is not forwarded",
                        "Give the machine a network with PortForward.tcp(" + guestPort + ")."));
    return live.machine().hostPort(forward);
  }

  /** Returns the HTTP address, without a path, that leads to a TCP port of the guest. */
  public URI url(int guestPort) {
    return URI.create("http://127.0.0.1:" + port(guestPort));
  }

  /** Tells whether the guest has neither ended nor been closed. */
  public boolean isRunning() {
    return live.isRunning();
  }

  /**
   * Waits for the guest's own end, with all that it prints until then.
   *
   * @return how it ended
   * @throws InputException if it still runs after this time
   */
  public EndState awaitEnd(Duration time) {
    return live.awaitEnd(time)
        .map(report -> report.outcome().end())
        .orElseThrow(
            () ->
                new InputException(
                    "the guest still runs after "
                        + time.toMillis() / 1000.0
                        + " s. "
                        + new ConsoleEnd(report().tail()),
                    "Give it more time, or see what it waits for."));
  }

  /** Returns what the boot showed so far, or in all once the guest has ended. */
  public BootReport report() {
    return live.report();
  }

  /** Ends the guest if it still runs, and returns when nothing is left of it. */
  @Override
  public void close() {
    live.close();
  }
}
