package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the commands that run something on a Xen host: a shell, or ssh to one.
 *
 * @param host the host
 * @param scratch where ssh keeps what it has to say, and the socket of its connection
 */
record HostShell(XenHost host, Path scratch) {

  /** Reads a script from its input up to a line with a dot, and runs it with what follows. */
  private static final String LOADER =
      "n=$(printf \"\\nx\"); s=; while IFS= read -r l && [ \"$l\" != . ]; do s=$s$l${n%x}; done;"
          + " [ \"$l\" = . ] && eval \"$s\"";

  /** Where a forwarded port of this machine leads. */
  record Forwarded(PortForward forward, int port, String guest) {

    private String option() {
      return "127.0.0.1:" + port + ":" + guest + ":" + forward.guestPort();
    }
  }

  /** What ssh says, and not what is said on the host. */
  Path log() {
    return scratch.resolve("ssh.log");
  }

  /** Returns the command that runs the script that it is sent, to tell whether the host is one. */
  Command check() {
    return host.host() == null
        ? Command.of("sh", "-c", LOADER, "run", "check")
        : ssh(List.of(), Command.of("sh", "-c", LOADER, "run", "check"));
  }

  /**
   * Returns the command that runs the script that it is sent, and whose connection {@link #store}
   * goes through.
   *
   * @param forwarded what ssh forwards
   */
  Command run(List<Forwarded> forwarded) {
    Command command = Command.of("sh", "-c", LOADER, "run");
    if (host.host() == null) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("-M", "-S", socket()));
    if (!forwarded.isEmpty()) {
      words.addAll(List.of("-o", "ExitOnForwardFailure=yes"));
    }
    forwarded.forEach(each -> words.addAll(List.of("-L", each.option())));
    return ssh(words, command);
  }

  /** Returns the command that puts its input into a file of the host. */
  Command store(String file) {
    Command command = Command.of("sh", "-c", "cat > \"$0\"", file);
    return host.host() == null ? command : ssh(List.of("-S", socket()), command);
  }

  private String socket() {
    return scratch.resolve("ssh").toString();
  }

  /** The user's own options come first, as ssh takes the first value of each. */
  private Command ssh(List<String> words, Command command) {
    List<String> all = new ArrayList<>(List.of("ssh", "-T", "-E", log().toString()));
    host.options().forEach(option -> all.addAll(List.of("-o", option)));
    if (host.port() != 0) {
      all.addAll(List.of("-p", Integer.toString(host.port())));
    }
    Path identity = host.identity();
    if (identity != null) {
      all.addAll(List.of("-i", identity.toString(), "-o", "IdentitiesOnly=yes"));
    }
    Map<String, String> usual =
        Map.of(
            "BatchMode", "yes",
            "ConnectTimeout", "20",
            "ServerAliveInterval", "15",
            "Compression", "yes",
            // a connection that stays as a user's configuration has it would outlive the guest
            "ControlPersist", "no");
    usual.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> all.addAll(List.of("-o", each.getKey() + "=" + each.getValue())));
    all.addAll(words);
    all.addAll(List.of("--", String.valueOf(host.host()), command.toShell()));
    return new Command(all);
  }
}
