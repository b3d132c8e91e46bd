package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Conversation;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.xen.Dom0Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A guest of a Xen host's, followed by a script there; closing it ends both. */
final class XlMachine implements GuestMachine {

  /** As much of the log as a message quotes. */
  private static final int LAST_LINES = 20;

  private static final Duration FOR_FOLDER = Duration.ofMinutes(1);
  private static final Duration TICK = Duration.ofMillis(100);

  /** How long the host may take to destroy the guest and to remove its files. */
  private static final Duration FOR_CLEANING = Duration.ofSeconds(30);

  private final HostShell shell;
  private final HostGuest guest;
  private final ForwardedTcp forwarded;
  private final MachineListener listener;
  private final Command command;
  private final Conversation talk;
  private final CompletableFuture<String> folder = new CompletableFuture<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile String refused = "";

  private XlMachine(
      HostShell shell, HostGuest guest, ForwardedTcp forwarded, MachineListener listener) {
    this.shell = shell;
    this.guest = guest;
    this.forwarded = forwarded;
    this.listener = listener;
    this.command = shell.run(forwarded.list());
    this.talk =
        ProcessRunner.converse(
            command, shell.scratch(), new HostLines(this::line), listener::console);
  }

  /** Starts a guest. */
  static XlMachine start(
      HostShell shell, HostGuest guest, ForwardedTcp forwarded, MachineListener listener) {
    XlMachine machine = new XlMachine(shell, guest, forwarded, listener);
    try {
      machine.talk.send(HostScript.text());
      machine.build(machine.awaitFolder());
      return machine;
    } catch (IOException e) {
      machine.close();
      throw new HostProbe(shell).unreachable(machine.lines);
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  private String awaitFolder() {
    long until = System.nanoTime() + FOR_FOLDER.toNanos();
    try {
      while (System.nanoTime() < until) {
        try {
          return folder.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (talk.hasEnded() && !folder.isDone()) {
            throw new HostProbe(shell).unreachable(lines);
          }
        }
      }
      throw new HostProbe(shell).unreachable(lines);
    } catch (ExecutionException e) {
      throw new HostProbe(shell).refused(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while reaching the host", "Run it again.", e);
    }
  }

  /** Sends the files, and has the guest built from them. */
  private void build(String directory) throws IOException {
    listener.event(new GuestEvent.Ready());
    Path config = shell.scratch().resolve("guest.cfg");
    Files.writeString(config, guest.config().replace(HostGuest.FOLDER, directory));
    new HostFile("guest.cfg", config).send(store(directory, "guest.cfg"), shell.scratch());
    StringBuilder orders = new StringBuilder();
    for (HostFile file : guest.files()) {
      file.send(store(directory, file.name()), shell.scratch());
      orders.append(file.order());
    }
    if (guest.root() != null) {
      orders.append("root ").append(guest.root()).append('\n');
    }
    talk.send(HostScript.order(orders + "create"));
  }

  private Command store(String directory, String name) {
    return shell.store(directory + "/" + name);
  }

  private void line(String line) {
    lines.add(line);
    if (line.startsWith("host ")) {
      return;
    }
    if (line.startsWith("folder ")) {
      folder.complete(line.substring("folder ".length()));
    } else if (line.startsWith("error ") && !folder.isDone()) {
      refused = line.substring("error ".length());
      folder.completeExceptionally(new IOException(line));
    } else {
      GuestEvent event = Dom0Line.parse(line);
      listener.event(event);
      if (event instanceof GuestEvent.Created) {
        unpause();
      }
    }
  }

  private void unpause() {
    StringBuilder orders = new StringBuilder();
    guest
        .store()
        .forEach(
            (key, value) ->
                orders
                    .append("store ")
                    .append(key)
                    .append(' ')
                    .append(HostScript.storeValue(value))
                    .append('\n'));
    try {
      talk.send(HostScript.order(orders + "go"));
    } catch (IOException e) {
      listener.event(new GuestEvent.Failed("takes no orders: " + e.getMessage()));
    }
  }

  @Override
  public boolean hasEnded() {
    return talk.hasEnded();
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public String log() {
    String ssh = new HostProbe(shell).sshSaid();
    return guest.config() + String.join("\n", lines) + "\n" + (ssh.isEmpty() ? "" : ssh + "\n");
  }

  @Override
  public String lastLines() {
    List<String> all = log().strip().lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
  }

  @Override
  public void type(ByteBuffer bytes) {
    try {
      talk.send(HostScript.type(bytes));
    } catch (IOException e) {
      throw new EnvironmentException(
          "the guest's console is gone: " + lastLines(), "Start it again.", e);
    }
  }

  @Override
  public int hostPort(PortForward forward) {
    return forwarded.hostPort(forward);
  }

  /** The end of its orders has the host destroy the guest and remove its files. */
  @Override
  public void close() {
    try {
      talk.endInput(FOR_CLEANING);
      talk.await(FOR_CLEANING);
    } catch (IOException e) {
      // the connection is gone or stands still, and its end is the end of the orders, too
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      talk.close();
      forwarded.close();
    }
  }
}
