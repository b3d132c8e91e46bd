package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.ProbeRoutes;
import io.github.ec2unikernel.harness.qemu.ForwardedPorts;
import io.github.ec2unikernel.harness.xl.XlConfig;
import io.github.ec2unikernel.harness.xl.XlConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Boots a disk as EC2 would boot it, or a kernel, on what can run it here, and compares what the
 * guest does with what is expected of it.
 */
public final class BootCheck {

  private final BootOptions options;

  /** Creates one that keeps its files where the options say. */
  public BootCheck(BootOptions options) {
    this.options = options;
  }

  /**
   * Boots the machine's disk, which is not written to, or its kernel, and returns when there is a
   * verdict.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk holds nothing to boot
   *     or something that the loader can't show, or a volume is not there
   * @throws EnvironmentException if this machine can't boot anything
   */
  public BootReport run(Machine machine, Expectations expectations, BootListener listener) {
    return run(routed(machine, expectations), expectations, listener, Aftermath.NONE);
  }

  private static Machine routed(Machine machine, Expectations expectations) {
    return machine.withNetworks(
        ProbeRoutes.of(machine.networks(), expectations.probes()).networks());
  }

  /**
   * Boots the machine as {@link #run} does, and returns the guest when it has done what is expected
   * of it so far. It goes on until it ends or is closed.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the guest does something else
   *     than expected, or there is nothing to boot
   * @throws EnvironmentException if this machine can't boot anything
   */
  public LiveGuest start(Machine machine, Expectations expectations, BootListener listener) {
    LiveConsole console = new LiveConsole();
    BootListener tap = new ConsoleTap(console, listener);
    Machine routed = routed(machine, expectations);
    LiveRun live = LiveRun.start(after -> run(routed, expectations, tap, after), console);
    return new LiveGuest(live, console, routed.networks());
  }

  private BootReport run(
      Machine machine, Expectations expectations, BootListener listener, Aftermath aftermath) {
    removeOldLogs();
    Guest guest = new GuestFinder(options.backend(), listener).find(machine);
    return run(guest, expectations, listener, aftermath);
  }

  /** Boots a guest of xl's as the other method does, with bridges that all lead nowhere. */
  public BootReport runXl(Path configuration, Expectations expectations, BootListener listener) {
    return runXl(configuration, List.of(), expectations, listener);
  }

  /**
   * Boots the guest that a configuration of xl describes, as {@code xl create} would, and returns
   * when there is a verdict. Its disks are not written to.
   *
   * @param configuration a file such as {@code NAME.xl}
   * @param networks where the first of its bridges lead; the others lead nowhere
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't be read
   * @throws EnvironmentException if this machine can't boot anything
   */
  public BootReport runXl(
      Path configuration,
      List<Network> networks,
      Expectations expectations,
      BootListener listener) {
    removeOldLogs();
    XlConfig config = XlConfigReader.read(configuration);
    List<Network> routed = ProbeRoutes.of(networks, expectations.probes()).networks();
    List<String> idle = config.bridges().stream().skip(routed.size()).toList();
    if (!idle.isEmpty()) {
      listener.warning("The bridges " + idle + " are made for this boot and lead nowhere.");
    }
    if (config.hasOldBuilder()) {
      listener.warning(
          configuration
              + " has the line builder = 'linux', which Xen's xl refuses by now; with type = 'pv' in"
              + " its place old and new ones take it.");
    }
    return run(new Guest.OfXl(config, routed), expectations, listener, Aftermath.NONE);
  }

  private BootReport run(
      Guest guest, Expectations expectations, BootListener listener, Aftermath aftermath) {
    ForwardedPorts.requireFree(guest.networks());
    guest.networks().stream()
        .filter(network -> !network.isClosed())
        .map(
            network -> "The guest gets out of " + network.subnet() + ", as UDP is forwarded there.")
        .forEach(listener::warning);
    Backend backend = Backends.of(options, listener).choose(options.backend(), guest).open();
    Attempt attempt = new Attempt(guest, expectations, listener);
    BootReport report = attempt.run(backend, options, aftermath);
    Optional<Backend> instead =
        report.verdict() == Verdict.ERROR
            ? backend.instead(machineLog(), !report.phases().isEmpty())
            : Optional.empty();
    if (instead.isPresent()) {
      listener.warning(
          backend.setup() + " does not work here; from now on it is " + instead.get().setup());
      report = attempt.run(instead.get(), options, aftermath);
    }
    return report;
  }

  private String machineLog() {
    try {
      return Files.readString(options.machineLog(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // what says nothing blames nobody
    }
  }

  /** What an earlier boot left must not be taken for this one's. */
  private void removeOldLogs() {
    for (Path log : List.of(options.console(), options.machineLog())) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        throw new EnvironmentException(
            "the old " + log + " can't be removed: " + e.getMessage(),
            "Make its directory writable.",
            e);
      }
    }
  }
}
