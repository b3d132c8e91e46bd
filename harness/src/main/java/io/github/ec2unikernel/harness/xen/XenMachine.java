package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.ForwardedPorts;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A QEMU machine that runs Xen and one guest of it; closing it ends it. */
final class XenMachine implements GuestMachine {

  /** As much of the log as a message quotes. */
  private static final int LAST_LINES = 20;

  private final XenCommand command;
  private final RunningProcess process;
  private final Dom0Control dom0;
  private final XenChannels channels;

  private XenMachine(
      XenCommand command, RunningProcess process, Dom0Control dom0, XenChannels channels) {
    this.command = command;
    this.process = process;
    this.dom0 = dom0;
    this.channels = channels;
  }

  /**
   * Starts a machine for a guest.
   *
   * @param directory an empty folder for its files, with a short path
   */
  static XenMachine start(
      XenWork work,
      Appliance appliance,
      Accelerator accelerator,
      Path directory,
      MachineListener listener) {
    try {
      Hardware hardware = work.hardware(directory);
      Map<String, Path> disks = hardware.lay(directory);
      boolean root = Qemu.isRoot();
      XenCommand command =
          new XenCommand(
              appliance,
              directory,
              disks,
              hardware.guestMemory(),
              hardware.dom0Memory(),
              UserNetwork.of(hardware.networks(), directory),
              accelerator,
              root);
      Dom0Control dom0 = new Dom0Control(work.job(), listener);
      XenChannels channels = new XenChannels(command, dom0, listener);
      try {
        RunningProcess process = ProcessRunner.start(command.command(), directory);
        return new XenMachine(command, process, dom0, channels);
      } catch (EnvironmentException e) {
        channels.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine can't be set up in " + directory + ": " + e.getMessage(),
          "See that the directory for temporary files is writable and has room.",
          e);
    }
  }

  @Override
  public boolean hasEnded() {
    return process.hasEnded();
  }

  @Override
  public Command command() {
    return command.command();
  }

  @Override
  public String log() {
    try {
      String xen =
          Files.exists(command.log())
              ? Files.readString(command.log(), StandardCharsets.ISO_8859_1)
              : "";
      return process.output() + xen;
    } catch (IOException e) {
      return process.output() + "[" + command.log() + " can't be read: " + e.getMessage() + "]";
    }
  }

  @Override
  public String lastLines() {
    List<String> lines = log().strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public void type(ByteBuffer bytes) {
    try {
      channels.console().send(bytes);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the guest's console is gone: " + process.output().strip(), "Start it again.", e);
    }
  }

  @Override
  public boolean askState() {
    dom0.askState();
    return true;
  }

  @Override
  public int hostPort(PortForward forward) {
    return new ForwardedPorts(command.networks())
        .hostPort(forward, () -> channels.qmp().human("info usernet"));
  }

  @Override
  public void close() {
    process.close();
    try {
      channels.close();
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's channels can't be closed: " + e.getMessage(), "Run the build again.", e);
    }
    command.networks().forEach(UserNetwork::keepCapture);
  }
}
