package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XenCommandTest {

  private static String line(boolean root, Path directory) {
    return new XenCommand(
            new Appliance(Path.of("/cache/a")),
            directory,
            disks(directory),
            128,
            7,
            UserNetwork.of(List.of(Network.dhcp(PortForward.tcp(80))), directory),
            Accelerator.TCG,
            root)
        .command(Startup.plain())
        .toShell();
  }

  private static Map<String, Path> disks(Path directory) {
    Map<String, Path> disks = new LinkedHashMap<>();
    disks.put("xvda", directory.resolve("xvda.qcow2"));
    disks.put("xvdc", directory.resolve("xvdc.qcow2"));
    disks.put("xvdb", directory.resolve("xvdb.qcow2"));
    return disks;
  }

  @Test
  void everyDiskCarriesItsNameAsSerialNumberAndTheRootComesFirst() {
    assertThat(line(false, Path.of("/tmp/d")))
        .containsSubsequence(
            "if=none,id=xvda,format=qcow2,auto-read-only=off,file=/tmp/d/xvda.qcow2",
            "virtio-blk-pci,drive=xvda,serial=xvda",
            "if=none,id=xvdc,format=qcow2,auto-read-only=off,file=/tmp/d/xvdc.qcow2",
            "virtio-blk-pci,drive=xvdc,serial=xvdc",
            "virtio-blk-pci,drive=xvdb,serial=xvdb");
  }

  @Test
  void whatDom0NeedsMoreIsAddedToTheMachineAsWell() {
    assertThat(line(false, Path.of("/tmp/d")))
        .contains("dom0_mem=199M,max:199M")
        .contains("-m " + (199 + 128 + 128 + 2) + " ");
  }

  @Test
  void anOrdinaryUsersQemuMayNotGainRights() {
    assertThat(line(false, Path.of("/tmp/d")))
        .startsWith("setpriv --no-new-privs qemu-system-x86_64 ")
        .contains("spawn=deny,resourcecontrol=deny,elevateprivileges=deny ")
        .doesNotContain("-runas");
  }

  @Test
  void rootsQemuBecomesNobody() {
    assertThat(line(true, Path.of("/tmp/d")))
        .contains("-runas nobody")
        .contains("spawn=deny,resourcecontrol=deny ");
  }

  @Test
  void aCommaInAPathIsDoubled() {
    assertThat(line(false, Path.of("/tmp/a,b")))
        .contains("file=/tmp/a,,b/xvda.qcow2")
        .contains("path=/tmp/a,,b/control");
  }

  @Test
  void everyNetworkIsADeviceOfDom0AndLetsNothingOutButForwardedPorts() {
    assertThat(line(false, Path.of("/tmp/d")))
        .contains(
            "-netdev user,id=net0,net=10.0.2.0/24,host=10.0.2.2,dhcpstart=10.0.2.15,dns=10.0.2.1,"
                + "ipv6=off,restrict=on,hostfwd=tcp:127.0.0.1:0-10.0.2.15:80"
                + " -device virtio-net-pci,netdev=net0,mac=52:54:00:65:63:00,romfile=")
        .doesNotContain("filter-dump");
  }

  @Test
  void aNetworkThatForwardsUdpIsOpenAsQemuWouldDropTheReplies() {
    UserNetwork network =
        UserNetwork.of(List.of(Network.dhcp(PortForward.udp(53))), Path.of("/tmp/d")).get(0);
    assertThat(network.words("m").get(1))
        .contains(",restrict=off,hostfwd=udp:127.0.0.1:0-10.0.2.15:53");
  }

  @Test
  void noGuestIsToldOfAnInstructionThatQemuGivesToXenUnderAnothersName() {
    assertThat(line(false, Path.of("/tmp/d"))).containsPattern(" -cpu EPYC,\\S*-rdtscp ");
  }

  @Test
  void xenLeavesNoRegistersForLaterAsQemuWouldNotTellWhenTheyAreUsed() {
    assertThat(line(false, Path.of("/tmp/d"))).contains(" spec-ctrl=eager-fpu dom0_mem=");
  }
}
