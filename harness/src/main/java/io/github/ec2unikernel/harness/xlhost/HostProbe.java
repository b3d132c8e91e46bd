package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.Conversation;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks a machine whether it is a Xen host.
 *
 * @param shell how it is reached
 */
record HostProbe(HostShell shell) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final String PROPERTIES = "(unikernel.boot.xl.host, .port, .identity)";

  private static final String LOCAL_HINT =
      "See that \"xl info\" answers here, or take another backend (unikernel.boot.backend).";

  /**
   * Returns the version of its Xen.
   *
   * @throws EnvironmentException if it is none that guests can be run on, or can't be reached
   */
  String version() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Path scratch = shell.scratch();
    try (Conversation talk =
        ProcessRunner.converse(shell.check(), scratch, new HostLines(lines::add), error -> {})) {
      try {
        talk.send(HostScript.text());
      } catch (IOException e) {
        // it has ended already, which its exit tells better
      }
      Exit exit = talk.await(LONGEST);
      return lines.stream()
          .filter(line -> line.startsWith("host ") && exit.succeeded())
          .map(line -> line.substring("host ".length()))
          .findFirst()
          .orElseThrow(() -> absence(lines, exit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while asking " + name(), "Run it again.", e);
    }
  }

  private EnvironmentException absence(List<String> lines, Exit exit) {
    for (String line : lines) {
      if (line.startsWith("error ")) {
        return refused(line.substring("error ".length()));
      }
    }
    return exit.timedOut()
        ? new EnvironmentException(
            name() + " did not answer within " + LONGEST.toSeconds() + " s",
            shell.host().host() == null
                ? LOCAL_HINT
                : "See that it can be reached " + PROPERTIES + ".")
        : unreachable(lines);
  }

  /** Says what the host's script said. */
  EnvironmentException refused(String reason) {
    return new EnvironmentException(
        name() + " can't run guests: " + reason,
        "Name a machine with Xen and the right to use it "
            + PROPERTIES
            + ", or take another backend (unikernel.boot.backend).");
  }

  /** Says what ssh said, or what else came. */
  EnvironmentException unreachable(List<String> lines) {
    if (shell.host().host() == null) {
      return new EnvironmentException(
          name() + " does not run the script that runs guests: it said " + lines, LOCAL_HINT);
    }
    String said = sshSaid();
    return new EnvironmentException(
        name()
            + " can't be reached: "
            + (said.isEmpty() ? "it said " + lines : "ssh says: " + said),
        "See that \"ssh -o BatchMode=yes "
            + shell.host().host()
            + " true\" works by itself "
            + PROPERTIES
            + ".");
  }

  /** Returns what ssh had to say, in one line. */
  String sshSaid() {
    try {
      return Files.exists(shell.log())
          ? Files.readString(shell.log(), StandardCharsets.ISO_8859_1)
              .strip()
              .replaceAll("[\\r\\n]+", "; ")
          : "";
    } catch (IOException e) {
      return "[" + shell.log() + " can't be read: " + e.getMessage() + "]";
    }
  }

  private String name() {
    XenHost host = shell.host();
    return host.host() == null ? host.name() : "the Xen host " + host.name();
  }
}
