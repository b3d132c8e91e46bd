package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A QEMU machine that runs Xen and one guest of it; closing it ends it. */
public final class XenMachine implements AutoCloseable {

  /** As much of the log as a message quotes. */
  private static final int LAST_LINES = 20;

  private final XenCommand command;
  private final RunningProcess process;
  private final Channel control;
  private final Channel console;

  private XenMachine(XenCommand command, RunningProcess process, Channel control, Channel console) {
    this.command = command;
    this.process = process;
    this.control = control;
    this.console = console;
  }

  /** Takes what a machine tells; called by threads of the machine. */
  public interface Listener {

    /** dom0 has news. */
    void event(Dom0Event event);

    /** The guest printed these bytes. */
    void console(ByteBuffer bytes);
  }

  /**
   * Starts a machine for a guest.
   *
   * @param directory an empty folder for its files, with a short path
   */
  public static XenMachine start(
      Guest guest,
      Appliance appliance,
      Accelerator accelerator,
      Path directory,
      Listener listener) {
    try {
      Hardware hardware = guest.hardware(directory);
      Map<String, Path> disks = hardware.lay(directory);
      boolean root = Qemu.isRoot();
      XenCommand command =
          new XenCommand(
              appliance,
              directory,
              disks,
              hardware.guestMemory(),
              hardware.dom0Memory(),
              accelerator,
              root);
      Channel control = new Channel(command.controlSocket(), new Lines(listener));
      try {
        Channel console = new Channel(command.consoleSocket(), listener::console);
        try {
          RunningProcess process = ProcessRunner.start(command.command(), directory);
          return new XenMachine(command, process, control, console);
        } catch (EnvironmentException e) {
          console.close();
          throw e;
        }
      } catch (IOException | EnvironmentException e) {
        control.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine can't be set up in " + directory + ": " + e.getMessage(),
          "See that the directory for temporary files is writable and has room.",
          e);
    }
  }

  /** Lets dom0 build and start the guest. */
  public void run(GuestJob job) {
    try {
      control.send(job.text());
    } catch (IOException e) {
      throw new EnvironmentException(
          "dom0 went away: " + process.output().strip(), "Run the build again.", e);
    }
  }

  /** Tells whether QEMU has ended. */
  public boolean hasEnded() {
    return process.hasEnded();
  }

  /** Returns the QEMU command. */
  public Command command() {
    return command.command();
  }

  /** Returns what QEMU, Xen and dom0 printed so far. */
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

  /** Returns the end of the log, for a message. */
  public String lastLines() {
    List<String> lines = log().strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public void close() {
    process.close();
    try {
      control.close();
      console.close();
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's channels can't be closed: " + e.getMessage(), "Run the build again.", e);
    }
  }

  /** Cuts the control channel's bytes into events. */
  private record Lines(Listener listener, ByteArrayOutputStream line)
      implements Consumer<ByteBuffer> {

    Lines(Listener listener) {
      this(listener, new ByteArrayOutputStream());
    }

    @Override
    public void accept(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        byte b = bytes.get();
        if (b == '\n') {
          listener.event(Dom0Event.parse(line.toString(StandardCharsets.UTF_8)));
          line.reset();
        } else {
          line.write(b);
        }
      }
    }
  }
}
