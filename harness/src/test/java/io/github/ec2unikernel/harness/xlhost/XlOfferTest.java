package io.github.ec2unikernel.harness.xlhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XlOfferTest {

  private static final Machine MACHINE =
      Machine.ofKernel(Path.of("src/test/kernels/hello-notes.xen"));
  private static final XenHost WITH_BRIDGE = new XenHost("xen", 0, null, List.of(), "xenbr0");

  @TempDir Path cache;

  private XlOffer offer(XenHost host) {
    return new XlOffer(host, cache, true, step -> {});
  }

  private Optional<String> refusal(XenHost host, Machine machine) {
    return offer(host).refusal(new Guest.OfKernel(machine)).map(InputException::getMessage);
  }

  @Test
  void withoutXlHereAHostHasToBeNamed() {
    assumeFalse(ProcessRunner.isOnPath("xl"), "this machine has xl");
    assertThat(offer(XenHost.LOCAL).absence().orElseThrow())
        .hasMessage("there is no xl on the PATH and no <host>");
    assertThat(offer(XenHost.at("xen")).absence()).isEmpty();
  }

  @Test
  void aMachineWithoutXlIsNoHost() {
    assumeFalse(ProcessRunner.isOnPath("xl"), "this machine has xl");
    assertThatThrownBy(() -> new HostProbe(new HostShell(XenHost.LOCAL, cache)).version())
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("this machine can't run guests: there is no xl on the PATH");
  }

  @Test
  void everyInterfaceOfEveryGuestHasAnAddressOfItsOwn() throws Exception {
    Guest.OfKernel guest =
        new Guest.OfKernel(MACHINE.withNetworks(List.of(Network.dhcp(), Network.dhcp())));
    String config = HostGuest.of(guest, "xenbr0").config();
    List<String> macs =
        Pattern.compile("00:16:3e(:[0-9a-f]{2}){3}")
            .matcher(config)
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(macs).hasSize(2).doesNotHaveDuplicates();
    assertThat(HostGuest.of(guest, "xenbr0").config()).isNotEqualTo(config);
  }

  @Test
  void aDiskForABiosIsNotForAHost() {
    Guest bios =
        new Guest.OfFirmware(Machine.ofDisk(Path.of("disk.raw")), Firmware.BIOS, BootWay.DISK);
    assertThat(offer(WITH_BRIDGE).refusal(bios).orElseThrow())
        .hasMessageContaining("the disk disk.raw is to be started by firmware");
  }

  @Test
  void aNetworkNeedsABridgeOfTheHost() {
    Machine machine = MACHINE.withNetworks(List.of(Network.dhcp()));
    assertThat(refusal(XenHost.at("xen"), machine).orElseThrow())
        .contains("no bridge of xen is known");
    assertThat(refusal(WITH_BRIDGE, machine)).isEmpty();
  }

  @Test
  void sshForwardsNoDatagrams() {
    PortForward udp = new PortForward(PortForward.Protocol.UDP, 0, 53);
    assertThat(refusal(WITH_BRIDGE, MACHINE.withNetworks(List.of(Network.dhcp(udp)))).orElseThrow())
        .contains("the UDP port 53 is to be forwarded");
  }

  @Test
  void severalModulesAreMoreThanLibxlHandsOver() {
    Path file = MACHINE.source().file();
    assertThat(refusal(WITH_BRIDGE, Machine.ofKernel(file, file, file)).orElseThrow())
        .contains("libxl hands one ramdisk over");
  }

  @Test
  void aHostThatWouldBeAnOptionOfSshIsRefused() {
    assertThatThrownBy(() -> XenHost.at("-oProxyCommand=x"))
        .isInstanceOf(InputException.class)
        .hasMessage("<host> of <xl> is '-oProxyCommand=x'");
  }
}
