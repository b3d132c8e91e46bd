package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.appliance.DeviceModel;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import io.github.ec2unikernel.harness.xen.warm.StateCache;
import io.github.ec2unikernel.harness.xen.warm.StateKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a saved machine has to have in common with one that is started from it. */
class WarmthTest {

  private static final MachineListener SILENT =
      new MachineListener() {
        @Override
        public void event(GuestEvent event) {}

        @Override
        public void console(ByteBuffer bytes) {}
      };

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = Files.write(directory.resolve("disk.raw"), new byte[1 << 20]);
  }

  private DeviceModel deviceModel(String name, String content) throws IOException {
    DeviceModel model = new DeviceModel(Files.createDirectory(directory.resolve(name)));
    Files.writeString(model.archive(), content);
    return model;
  }

  private Map<SavePoint, StateKey> keys(DeviceModel model) throws IOException {
    Machine machine = Machine.ofDisk(disk).withType(GuestType.HVM);
    XenWork work = new BiosWork(machine, BootWay.SHIM, model);
    Hardware hardware = work.hardware(directory);
    XenCommand command =
        new XenCommand(
            new Appliance(Path.of("/cache/appliance-1")),
            directory,
            hardware.overlays(directory),
            hardware.guestMemory(),
            hardware.dom0Memory(),
            List.of(),
            Accelerator.TCG,
            false);
    return Warmth.of(StateCache.in(directory), command, hardware.drives(), work, SILENT).keys();
  }

  @Test
  void aGuestSavedWithAnotherDeviceModelOfTheSameLengthIsNotTakenForThisOne() throws IOException {
    Map<SavePoint, StateKey> old = keys(deviceModel("hvm-1-of-old-packages", "old"));
    Map<SavePoint, StateKey> mended = keys(deviceModel("hvm-1-of-new-packages", "new"));
    assertThat(mended.get(SavePoint.BUILT)).isNotEqualTo(old.get(SavePoint.BUILT));
    assertThat(mended.get(SavePoint.READY)).isEqualTo(old.get(SavePoint.READY));
  }

  @Test
  void theSameDiskOnTheSamePartsGoesOnFromTheSavedGuest() throws IOException {
    DeviceModel model = deviceModel("hvm-1", "any");
    assertThat(keys(model)).isEqualTo(keys(model)).containsOnlyKeys(SavePoint.values());
  }
}
