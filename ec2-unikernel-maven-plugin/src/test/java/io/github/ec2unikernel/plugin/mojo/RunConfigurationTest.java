package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a run by hand adds to a machine. */
class RunConfigurationTest {

  private static final Path BASE = Path.of("/base");

  private static Machine added(Machine machine, String ports, String volumes) {
    Properties commandLine = new Properties();
    commandLine.setProperty("unikernel.run.ports", ports);
    commandLine.setProperty("unikernel.run.volumes", volumes);
    return new RunConfiguration().added(new Settings(commandLine, new Properties(), BASE), machine);
  }

  private static final Machine MACHINE = Machine.ofKernel(Path.of("hello.xen"));

  @Test
  void withoutAnythingTheMachineStaysAsItIs() {
    assertThat(added(MACHINE, "", "")).isEqualTo(MACHINE);
  }

  @Test
  void portsBringANetworkWithDhcpOrLeadToTheFirstThatIsThere() {
    PortForward web = new PortForward(PortForward.Protocol.TCP, 8080, 80);
    assertThat(added(MACHINE, "8080:80,443", "").networks())
        .containsExactly(Network.dhcp(web, PortForward.tcp(443)));
    Network own = Network.of("46.43.42.128/25", "46.43.42.137");
    Machine two = MACHINE.withNetworks(List.of(own, Network.dhcp()));
    assertThat(added(two, "8080:80", "").networks()).containsExactly(own.with(web), Network.dhcp());
  }

  @Test
  void volumesAreNamedWithTheirDevicesAndMayBeReadOnly() {
    assertThat(added(MACHINE, "", "a.raw:xvdb, /b:c.raw:/dev/xvdc:ro").volumes())
        .containsExactly(
            new Volume(BASE.resolve("a.raw"), "xvdb", false),
            new Volume(Path.of("/b:c.raw"), "xvdc", true));
  }

  @Test
  void whatIsNoVolumeIsRefusedWithItsValue() {
    assertThatThrownBy(() -> added(MACHINE, "", "a.raw"))
        .isInstanceOf(InputException.class)
        .hasMessage("unikernel.run.volumes has 'a.raw'");
  }
}
