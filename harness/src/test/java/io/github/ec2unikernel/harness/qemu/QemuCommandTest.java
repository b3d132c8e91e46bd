package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.NicModel;
import io.github.ec2unikernel.harness.model.PortForward;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command of a machine without Xen. */
class QemuCommandTest {

  private static final Machine MACHINE =
      Machine.ofKernel(Path.of("kernel"))
          .withMemory(96)
          .withVcpus(2)
          .withNetworks(List.of(Network.dhcp(PortForward.tcp(80))));

  private static QemuCommand command(Accelerator accelerator, boolean root) {
    return command(accelerator, root, MachineModel.ANY);
  }

  private static QemuCommand command(Accelerator accelerator, boolean root, MachineModel model) {
    return new QemuCommand(
        MACHINE.withModel(model),
        Path.of("/scratch,1"),
        List.of("-kernel", "/kernel"),
        List.of(
            new QemuDisk(model.diskInQemu(), true, "root", Path.of("/scratch,1/root.qcow2"), false),
            new QemuDisk(
                model.diskInQemu(), false, "xvdb", Path.of("/scratch,1/xvdb.qcow2"), true)),
        accelerator,
        root);
  }

  @Test
  void itIsAPcWithVirtioDevicesInTheirOrderAndItsConsoleOnTheFirstSerialPort() {
    assertThat(command(Accelerator.TCG, false).command().words())
        .containsSubsequence("-S", "-no-shutdown", "-machine", "pc", "-accel", "tcg")
        .containsSubsequence("-cpu", "max", "-smp", "2", "-m", "96", "-kernel", "/kernel")
        .containsSubsequence("socket,id=console,server=off,path=/scratch,,1/console")
        .containsSubsequence("-serial", "chardev:console")
        .containsSubsequence(
            "if=none,id=root,format=qcow2,file=/scratch,,1/root.qcow2",
            "virtio-blk-pci,drive=root,serial=root,bootindex=0",
            "if=none,id=xvdb,format=qcow2,file=/scratch,,1/xvdb.qcow2,readonly=on",
            "virtio-blk-pci,drive=xvdb,serial=xvdb",
            "-netdev",
            "virtio-net-pci,netdev=net0,mac=00:16:3e:65:63:00,romfile=");
  }

  @Test
  void withKvmItIsTheHostsProcessor() {
    assertThat(command(Accelerator.KVM, false).command().words())
        .containsSubsequence("-accel", "kvm", "-cpu", "host");
  }

  @Test
  void rootIsGivenUp() {
    assertThat(command(Accelerator.TCG, true).command().words())
        .containsSubsequence("--no-new-privs", "-runas", "nobody");
    assertThat(command(Accelerator.TCG, false).command().words()).doesNotContain("-runas");
  }

  @Test
  void theGuestFindsDisksAndInterfacesOfTheModelThatIsAskedForOrThatNitroComesNearestTo() {
    assertThat(command(Accelerator.TCG, false, MachineModel.of(Hypervisor.NITRO)).command().words())
        .containsSubsequence(
            "nvme,drive=root,serial=root,bootindex=0",
            "nvme,drive=xvdb,serial=xvdb",
            "e1000e,netdev=net0,mac=00:16:3e:65:63:00,romfile=");
    MachineModel old = MachineModel.ANY.withDisk(DiskModel.IDE).withNic(NicModel.E1000);
    assertThat(command(Accelerator.TCG, false, old).command().words())
        .containsSubsequence(
            "ide-hd,drive=root,serial=root,bootindex=0",
            "e1000,netdev=net0,mac=00:16:3e:65:63:00,romfile=");
    MachineModel nitroWithVirtio =
        MachineModel.of(Hypervisor.NITRO).withDisk(DiskModel.VIRTIO).withNic(NicModel.VIRTIO);
    assertThat(command(Accelerator.TCG, false, nitroWithVirtio).command().words())
        .contains(
            "virtio-blk-pci,drive=root,serial=root,bootindex=0",
            "virtio-net-pci,netdev=net0,mac=00:16:3e:65:63:00,romfile=");
  }
}
