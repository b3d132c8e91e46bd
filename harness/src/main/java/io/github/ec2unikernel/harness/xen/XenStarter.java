package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import io.github.ec2unikernel.harness.xen.warm.SavedState;
import io.github.ec2unikernel.harness.xen.warm.StateKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Starts the machine for one guest: from one that was saved, if it can, else from nothing.
 *
 * @param host what it runs on
 * @param work the guest
 * @param directory an empty folder for its files, with a short path
 * @param listener is told of the guest
 */
record XenStarter(MachineParts host, XenWork work, Path directory, MachineListener listener) {

  XenMachine start() {
    try {
      Hardware hardware = work.hardware(directory);
      XenCommand command =
          new XenCommand(
              host.appliance(),
              directory,
              hardware.overlays(directory),
              hardware.guestMemory(),
              hardware.dom0Memory(),
              UserNetwork.of(hardware.networks(), directory),
              host.accelerator(),
              Qemu.isRoot());
      if (host.states().isEmpty()) {
        return launch(command, hardware, Startup.plain());
      }
      Warmth warmth = Warmth.of(host.states().get(), command, hardware.drives(), work, listener);
      Set<StateKey> useless = new HashSet<>();
      while (true) {
        Startup startup = warmth.startup(useless);
        XenMachine machine = launch(command, hardware, startup);
        SavedState from = startup.from();
        if (from == null || isRestored(machine, from, warmth)) {
          return machine;
        }
        useless.add(from.key()); // it may be in a cache that can't be changed
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine can't be set up in " + directory + ": " + e.getMessage(),
          "See that the directory for temporary files is writable and has room.",
          e);
    }
  }

  /** Goes on with a restored machine, or closes it; its state is read while QEMU loads it. */
  private static boolean isRestored(XenMachine machine, SavedState from, Warmth warmth) {
    Optional<String> damage;
    Optional<String> silence;
    boolean blamed;
    try {
      damage = from.damage();
      requireTime();
      silence = damage.isPresent() ? damage : machine.silence();
      if (silence.isEmpty()) {
        machine.goOn(from.key().point());
        return true;
      }
      blamed = machine.isToBlame();
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
    machine.close();
    if (damage.isPresent()) {
      warmth.remove(from, damage.get());
    } else {
      warmth.refuse(from, silence.get(), blamed);
    }
    return false;
  }

  /** An interrupted thread reads no file, and what it takes for damage is none. */
  private static void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new EnvironmentException("interrupted in a boot", "Run the build again.");
    }
  }

  private XenMachine launch(XenCommand command, Hardware hardware, Startup startup)
      throws IOException {
    Dom0Control dom0 = new Dom0Control(work.job(), listener);
    try {
      hardware.lay(directory);
      XenChannels channels = new XenChannels(command, dom0, listener);
      dom0.saveBy(new MachineSaver(channels.qmp(), startup, listener));
      try {
        RunningProcess process = ProcessRunner.start(command.command(startup), directory);
        return new XenMachine(command, startup, process, dom0, channels);
      } catch (RuntimeException e) {
        channels.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      startup.discard();
      throw e;
    }
  }
}
