package io.github.ec2unikernel.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  private static final String SUBNET = "46.43.42.128/25";

  private static Network network(String subnet, String host, String guest) {
    return new Network(subnet, host, guest, List.of(), null);
  }

  @Test
  void theAddressesThatAMirageServerWasCompiledForAreANetwork() {
    Network network = Network.of(SUBNET, "46.43.42.137");
    assertThat(network.host()).isEqualTo("46.43.42.129");
    assertThat(network.nobody()).isEqualTo("46.43.42.130");
    assertThat(Network.of(SUBNET, "46.43.42.129").host()).isEqualTo("46.43.42.130");
  }

  @Test
  void addressesThatAreNotGivenAreTheFirstOnes() {
    assertThat(Network.in(SUBNET, null, null))
        .returns("46.43.42.129", Network::host)
        .returns("46.43.42.130", Network::guest);
    assertThat(Network.in(SUBNET, "46.43.42.130", null).guest()).isEqualTo("46.43.42.129");
  }

  @Test
  void theNarrowestSubnetHasRoomForBoth() {
    Network network = Network.of("255.255.255.252/30", "255.255.255.254");
    assertThat(network.host()).isEqualTo("255.255.255.253");
    assertThat(network.nobody()).as("only that of broadcasts").isEqualTo("255.255.255.255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.2.0", "10.0.2.0/", "10.0.2/24", "10.0.2.256/24", "::/64", "a.b.c.d/8"})
  void whatIsNoSubnetIsQuoted(String subnet) {
    assertThatThrownBy(() -> network(subnet, "10.0.2.2", "10.0.2.15"))
        .isInstanceOf(InputException.class)
        .hasMessage("<subnet> is '" + subnet + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.2.0/31", "10.0.2.0/32", "0.0.0.0/3", "10.0.2.0/99"})
  void aSubnetThatNoTwoMachinesFitInOrThatIsTooLargeIsRefused(String subnet) {
    assertThatThrownBy(() -> network(subnet, "10.0.2.1", "10.0.2.2"))
        .isInstanceOf(InputException.class)
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo("Give a prefix between /4 and /30.");
  }

  @Test
  void aSubnetWithAMachinesAddressIsCorrected() {
    assertThatThrownBy(() -> network("10.0.2.15/24", "10.0.2.2", "10.0.2.15"))
        .isInstanceOf(InputException.class)
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo("Give the subnet itself: 10.0.2.0/24.");
  }

  @ParameterizedTest
  @CsvSource({
    "46.43.42.128, 46.43.42.130, <host> is '46.43.42.128'",
    "46.43.42.255, 46.43.42.130, <host> is '46.43.42.255'",
    "46.43.42.127, 46.43.42.130, <host> is '46.43.42.127'",
    "46.43.42.129, 46.43.43.1, <guest> is '46.43.43.1'",
    "46.43.42.129, mirage, <guest> is 'mirage'",
    "46.43.42.129, 46.43.42.129, <host> and <guest> are both '46.43.42.129'",
  })
  void anAddressThatCantBeIsNamedWithItsElement(String host, String guest, String message) {
    assertThatThrownBy(() -> network(SUBNET, host, guest))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "80, TCP, 0, 80",
    "8080:80, TCP, 8080, 80",
    "tcp:8080:80, TCP, 8080, 80",
    "UDP:5353:53, UDP, 5353, 53",
    "udp:7, UDP, 0, 7",
  })
  void aForwardIsReadFromText(
      String text, PortForward.Protocol protocol, int hostPort, int guestPort) {
    assertThat(PortForward.parse(text)).isEqualTo(new PortForward(protocol, hostPort, guestPort));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "1:2:3", "80:", "sctp:1:2", "-1:80", "123456:80"})
  void whatIsNoForwardIsQuoted(String text) {
    assertThatThrownBy(() -> PortForward.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessage("<forward> is '" + text + "'");
  }

  @Test
  void aPortOfTheGuestIsForwardedToOnce() {
    assertThatThrownBy(
            () -> Network.dhcp(PortForward.tcp(80), PortForward.udp(80), PortForward.parse("1:80")))
        .isInstanceOf(InputException.class)
        .hasMessage("the TCP port 80 is forwarded to twice");
  }

  @Test
  void twoNetworksCantHaveOnePortOrFileOfThisMachine() {
    Machine machine = Machine.ofDisk(Path.of("d"));
    Network one = Network.dhcp(PortForward.parse("8080:80"));
    assertThatThrownBy(
            () -> machine.withNetworks(List.of(one, Network.dhcp(PortForward.parse("8080:81")))))
        .isInstanceOf(InputException.class)
        .hasMessage("two networks forward the TCP port 8080");
    Network captured = Network.dhcp().withCapture(Path.of("net.pcap"));
    assertThatThrownBy(() -> machine.withNetworks(List.of(captured, captured)))
        .isInstanceOf(InputException.class)
        .hasMessage("two networks have the <capture> net.pcap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/abs", "a//b", "a/", "a b", "ä", "a\nb"})
  void keysThatTheStoreDoesNotTakeAreQuoted(String key) {
    assertThatThrownBy(() -> Machine.ofDisk(Path.of("d")).withStore(java.util.Map.of(key, "v")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("<store> has the key '" + Printable.of(key) + "'");
  }

  @Test
  void aValueThatNoMessageOfTheStoreHoldsIsRefusedWithItsSize() {
    Machine machine = Machine.ofDisk(Path.of("d"));
    assertThatThrownBy(() -> machine.withStore(java.util.Map.of("key", "x".repeat(4030))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a value of 4033 bytes with its key 'key'");
    assertThat(machine.withStore(java.util.Map.of("key", "x".repeat(4029))).store()).hasSize(1);
  }
}
