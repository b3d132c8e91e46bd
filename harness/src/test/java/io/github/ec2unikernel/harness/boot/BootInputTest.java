package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can't be booted is refused before anything is started or fetched. */
class BootInputTest {

  @TempDir Path directory;

  private void boot(Path volume) throws IOException {
    boot(machine().withVolumes(List.of(new Volume(volume, "xvdb"))));
  }

  private Machine machine() throws IOException {
    return Machine.ofDisk(new TestDisk(directory).make());
  }

  private void boot(Machine machine) {
    new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(
            machine,
            new Expectations(
                List.of(), List.of(), End.POWEROFF, Duration.ofSeconds(60), Duration.ofSeconds(1)),
            new BootListener() {});
  }

  @Test
  void aVolumeThatIsNotThereIsNamed() {
    Path volume = directory.resolve("none.raw");
    assertThatThrownBy(() -> boot(volume))
        .isInstanceOf(InputException.class)
        .hasMessage("the volume " + volume + " for xvdb does not exist");
  }

  @Test
  void aVolumeThatIsADirectoryIsNamed() throws IOException {
    Path volume = Files.createDirectory(directory.resolve("folder"));
    assertThatThrownBy(() -> boot(volume))
        .isInstanceOf(InputException.class)
        .hasMessage("the volume " + volume + " for xvdb is not a regular file");
  }

  @ParameterizedTest
  @EnumSource
  void aPortThatIsTakenIsNamed(PortForward.Protocol protocol) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocket tcp = new ServerSocket(0, 1, any.getAddress());
        DatagramSocket udp = new DatagramSocket(any)) {
      int port = protocol == PortForward.Protocol.TCP ? tcp.getLocalPort() : udp.getLocalPort();
      Machine machine =
          machine().withNetworks(List.of(Network.dhcp(new PortForward(protocol, port, 80))));
      assertThatThrownBy(() -> boot(machine))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageStartingWith("the " + protocol + " port " + port + " of 127.0.0.1");
      assertThat(directory.resolve("out")).doesNotExist();
    }
  }

  @Test
  void argumentsThatPvgrubWouldNotHandOverAreRefused() throws IOException {
    Machine machine = machine().withArguments("of mine").withLoader(Loader.PVGRUB);
    assertThatThrownBy(() -> boot(machine))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "<kernelArgs> of <boot> is 'of mine', and <loader>pvgrub</loader> takes what the disk's"
                + " menu says");
  }

  @Test
  void argumentsThatABiosWouldNotHandOverAreRefused() throws IOException {
    Machine machine = machine().withArguments("of mine").withType(GuestType.HVM);
    assertThatThrownBy(() -> boot(machine))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("<kernelArgs> of <boot> is 'of mine', and the boot code of ");
  }
}
