package io.github.ec2unikernel.harness.xen;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.qemu.Qmp;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import io.github.ec2unikernel.harness.xen.warm.UnfinishedState;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Saves a machine at its points, in passing: it stands still meanwhile, and goes on.
 *
 * @param qmp the machine's control
 * @param startup what is saved where
 * @param listener is told what can't be kept
 */
record MachineSaver(Qmp qmp, Startup startup, MachineListener listener)
    implements Consumer<SavePoint> {

  @Override
  public void accept(SavePoint point) {
    UnfinishedState state = startup.saves().get(point);
    if (state == null) {
      return;
    }
    try (state) {
      try {
        qmp.ask("stop", new JsonObject());
        // QEMU's name for a machine without its memory, which is a file already
        JsonObject arguments = new JsonObject();
        arguments.addProperty("filename", "/dev/fdset/" + Startup.descriptor(point));
        arguments.addProperty("live", false);
        qmp.ask("xen-save-devices-state", arguments);
        state.publish(startup.memory());
      } finally {
        qmp.ask("cont", new JsonObject());
      }
    } catch (IOException | EnvironmentException e) {
      listener.warning("This machine can't be kept for later boots: " + e.getMessage());
    }
  }
}
