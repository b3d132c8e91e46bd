package io.github.ec2unikernel.harness.xen;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.qemu.Channel;
import io.github.ec2unikernel.harness.qemu.OpenChannels;
import io.github.ec2unikernel.harness.qemu.Qmp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This side's ends of the channels to a machine: to its dom0, to the guest's console, to QEMU. */
final class XenChannels implements AutoCloseable {

  private final OpenChannels open = new OpenChannels();
  private final Channel control;
  private final Channel console;
  private final Qmp qmp;

  /** Listens where the command's QEMU will connect to, and where another may have been before. */
  XenChannels(XenCommand command, Dom0Control dom0, MachineListener listener) throws IOException {
    try {
      control = open.add(new Channel(unused(command.controlSocket()), dom0));
      dom0.answerOn(control);
      console = open.add(new Channel(unused(command.consoleSocket()), listener::console));
      qmp = open.add(new Qmp(unused(command.qmpSocket()), event -> tell(event, listener)));
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** QEMU halts a machine whose disk can't grow, which its guest would be blamed for. */
  private static void tell(JsonObject event, MachineListener listener) {
    if (event.get("event").getAsString().equals("BLOCK_IO_ERROR")) {
      JsonObject data = event.getAsJsonObject("data");
      listener.event(
          new GuestEvent.Failed(
              "a disk of the machine can't be %s on this host: %s"
                  .formatted(
                      data.get("operation").getAsString().equals("write") ? "written" : "read",
                      data.get("reason").getAsString())));
    }
  }

  private static Path unused(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    return socket;
  }

  Channel control() {
    return control;
  }

  Channel console() {
    return console;
  }

  Qmp qmp() {
    return qmp;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
