package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.RunningProcess;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.ForwardedPorts;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A QEMU machine that runs Xen and one guest of it; closing it ends it. */
final class XenMachine implements GuestMachine {

  /** As much of the log as a message quotes. */
  private static final int LAST_LINES = 20;

  /** A restored machine answers within a tenth of a second, on a quiet host. */
  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(5);

  private static final Duration FOR_AN_ANSWER_EMULATED = Duration.ofSeconds(15);

  /** What QEMU says of a machine that it can't restore. */
  private static final Pattern NOT_LOADED =
      Pattern.compile("load of migration failed|error while loading state");

  private static final Duration TICK = Duration.ofMillis(20);

  private final XenCommand command;
  private final Startup startup;
  private final RunningProcess process;
  private final Dom0Control dom0;
  private final XenChannels channels;

  XenMachine(
      XenCommand command,
      Startup startup,
      RunningProcess process,
      Dom0Control dom0,
      XenChannels channels) {
    this.command = command;
    this.startup = startup;
    this.process = process;
    this.dom0 = dom0;
    this.channels = channels;
  }

  /** Returns why dom0 gives no sign of life in this restored machine, if it gives none. */
  Optional<String> silence() {
    boolean emulated = command.accelerator() == Accelerator.TCG;
    Duration patience = emulated ? FOR_AN_ANSWER_EMULATED : FOR_AN_ANSWER;
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (!channels.control().awaitPeer(TICK)) {
        if (hasEnded() || System.nanoTime() > until) {
          return Optional.of("QEMU does not start: " + process.output().strip());
        }
      }
      CompletableFuture<Boolean> answer = dom0.ping();
      while (!answer.isDone()) {
        if (hasEnded() || System.nanoTime() > until) {
          return Optional.of("dom0 does not answer: " + process.output().strip());
        }
        try {
          answer.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // QEMU may have ended meanwhile
        }
      }
      return Optional.empty();
    } catch (InterruptedException | ExecutionException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted in a boot", "Run the build again.", e);
    }
  }

  /**
   * Tells whether its silence comes from what was saved, and not of an end that came from outside.
   */
  boolean isToBlame() {
    return !hasEnded() || NOT_LOADED.matcher(process.output()).find();
  }

  /** Goes on with the job from where this restored machine was saved. */
  void goOn(SavePoint point) {
    dom0.goOn(point);
  }

  @Override
  public boolean hasEnded() {
    return process.hasEnded();
  }

  @Override
  public Command command() {
    return command.command(startup);
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
    ForwardedPorts ports = new ForwardedPorts(command.networks());
    return ports.hostPort(forward, () -> channels.qmp().human("info usernet"));
  }

  @Override
  public void close() {
    process.close();
    try {
      channels.close();
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's channels can't be closed: " + e.getMessage(), "Run the build again.", e);
    } finally {
      startup.discard();
      command.networks().forEach(UserNetwork::keepCapture);
    }
  }
}
