package io.github.ec2unikernel.harness.qemu;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A QEMU machine that is the guest itself; closing it ends it. */
final class QemuMachine implements GuestMachine {

  /** As much of the log as a message quotes. */
  private static final int LAST_LINES = 20;

  /** A process whose sockets are closed ends at once. */
  private static final Duration TO_END = Duration.ofSeconds(10);

  private final QemuCommand command;
  private final MachineListener listener;
  private final EndWatch end;
  private final FirmwareWatch firmware;
  private final ConsoleSink output;
  private final OpenChannels open = new OpenChannels();
  private final Qmp qmp;
  private final Channel console;
  private final RunningProcess process;
  private final Thread follower = new Thread(this::follow, "ec2-unikernel-qemu");
  private volatile boolean closing;
  private volatile boolean followed;

  private QemuMachine(QemuCommand command, MachineListener listener) throws IOException {
    this.command = command;
    this.listener = listener;
    this.end = new EndWatch(command.resetLog());
    GuestEvent next =
        command.machine().source() instanceof Source.Disk
            ? new GuestEvent.LoaderStarted()
            : new GuestEvent.HandedOver();
    this.firmware = new FirmwareWatch(Firmware.BIOS, next, listener::event);
    this.output = new ConsoleSink(listener);
    Consumer<ByteBuffer> uefi = new FirmwareWatch(Firmware.UEFI, next, listener::event);
    try {
      this.qmp = open.add(new Qmp(command.controlSocket(), end));
      this.console =
          open.add(
              new Channel(
                  command.consoleSocket(), command.hasUefi() ? uefi.andThen(output) : output));
      open.add(new Channel(command.firmwareSocket(), firmware));
      this.process = ProcessRunner.start(command.command(), command.directory());
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** Starts a machine. */
  static QemuMachine start(QemuCommand command, MachineListener listener) throws IOException {
    QemuMachine machine = new QemuMachine(command, listener);
    machine.follower.setDaemon(true);
    machine.follower.start();
    return machine;
  }

  /** Starts the guest and tells of its end, once all that it printed has been handed on. */
  private void follow() {
    try {
      if (starts()) {
        Thread watcher = new Thread(this::awaitQemusEnd, "ec2-unikernel-qemu-end");
        watcher.setDaemon(true);
        watcher.start();
        end.await();
        end.code().ifPresent(this::tellEnd);
        drain();
        boolean told = end.code().isPresent();
        qmp.awaitEnd();
        console.awaitEnd();
        watcher.join();
        end.exited(process.await(TO_END).code(), process.output());
        if (!told) {
          end.code().ifPresent(this::tellEnd);
        }
        end.code().ifPresent(code -> tell(new GuestEvent.Drained(output.count())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      followed = true;
    }
  }

  private boolean starts() {
    try {
      qmp.ready().join();
      tell(new GuestEvent.Created());
      qmp.ask("cont", new JsonObject());
      tell(new GuestEvent.Unpaused());
      return true;
    } catch (CompletionException | EnvironmentException e) {
      return false; // QEMU did not come up, of which it prints the reason
    }
  }

  private void awaitQemusEnd() {
    try {
      qmp.awaitEnd();
      end.gone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellEnd(int code) {
    tell(new GuestEvent.ShutDown(code));
  }

  private void tell(GuestEvent event) {
    if (!closing) {
      listener.event(event);
    }
  }

  /** What the serial port still holds comes as soon as there is room; then QEMU is not needed. */
  private void drain() {
    try {
      long before;
      do {
        before = output.count();
        qmp.ask("query-status", new JsonObject());
        qmp.ask("query-status", new JsonObject());
      } while (output.count() != before);
      qmp.ask("quit", new JsonObject());
    } catch (EnvironmentException e) {
      // it is gone already
    }
  }

  @Override
  public boolean hasEnded() {
    boolean told = end.code().isPresent();
    return process.hasEnded() && (followed || !qmp.isConnected()) && !told;
  }

  @Override
  public Command command() {
    return command.command();
  }

  @Override
  public String log() {
    String resets = end.hasTripleFaulted() ? end.resets() : "";
    return end.trouble() + process.output() + firmware.text() + resets;
  }

  @Override
  public String lastLines() {
    List<String> lines = (end.trouble() + process.output()).strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public void type(ByteBuffer bytes) {
    try {
      console.send(bytes);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the guest's console is gone: " + process.output().strip(), "Start it again.", e);
    }
  }

  @Override
  public int hostPort(PortForward forward) {
    return new ForwardedPorts(command.networks())
        .hostPort(forward, () -> qmp.human("info usernet"));
  }

  @Override
  public boolean askState() {
    CpuReader.read(qmp, listener::event);
    return true;
  }

  @Override
  public void close() {
    closing = true;
    process.close();
    try {
      open.close();
      follower.join(TO_END.toMillis());
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's channels can't be closed: " + e.getMessage(), "Run the build again.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      command.networks().forEach(UserNetwork::keepCapture);
    }
  }
}
