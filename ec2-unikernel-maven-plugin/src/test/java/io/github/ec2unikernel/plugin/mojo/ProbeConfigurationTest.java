package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Trust;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProbeConfigurationTest {

  private final Properties given = new Properties();
  private final Settings settings = new Settings(given, new Properties(), Path.of("/project"));

  /** Fills a configuration as Maven does from a POM: by its fields. */
  private static <T> T configured(T configuration, Map<String, Object> values) {
    values.forEach(
        (name, value) -> {
          try {
            Field field = configuration.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(configuration, value);
          } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
          }
        });
    return configuration;
  }

  private Probe probe(Map<String, Object> values) {
    return configured(new ProbeConfiguration(), values).probe(settings);
  }

  @Test
  void aPageIsAskedForOnTheUsualPortWithTheUsualStatus() {
    assertThat(probe(Map.of("http", "/index.html"))).isEqualTo(Probe.http(80, "/index.html"));
    assertThat(probe(Map.of("https", "/", "insecure", true)))
        .isEqualTo(Probe.http(443, "/").withTrust(Trust.blind()));
  }

  @Test
  void allOfAPageCanBeWanted() {
    Probe probe =
        probe(
            Map.of(
                "https", "/a",
                "port", "8443",
                "host", "www.example.org",
                "trust", "ca.pem",
                "status", "404",
                "headers", Map.of("Server", "^mirage"),
                "body", "gone",
                "within", "500ms",
                "patience", "2s"));
    assertThat(probe)
        .isInstanceOfSatisfying(
            HttpProbe.class,
            page -> {
              assertThat(page.words()).isEqualTo("HTTPS /a of www.example.org on port 8443");
              assertThat(page.trust()).isEqualTo(Trust.in(Path.of("/project/ca.pem")));
              assertThat(page.status()).isEqualTo(404);
              assertThat(page.headers()).hasToString("{Server=^mirage}");
              assertThat(page.body()).hasToString("gone");
              assertThat(page.within()).hasMillis(500);
              assertThat(page.patience()).hasSeconds(2);
            });
  }

  @Test
  void streamsAndDatagramsHaveAReply() {
    assertThat(probe(Map.of("tcp", "7", "send", "a", "reply", "b")))
        .hasToString("Tcp[port=7, send=a, expect=b, patience=PT5S]");
    assertThat(probe(Map.of("udp", "7", "reply", "b")))
        .hasToString("Udp[port=7, send=, expect=b, patience=PT1S]");
    assertThatThrownBy(() -> probe(Map.of("tcp", "7", "send", "a")))
        .isInstanceOf(InputException.class)
        .hasMessage("a <probe> of a TCP or UDP port has no <reply>");
  }

  @Test
  void aProbeIsOfOneKind() {
    assertThatThrownBy(() -> probe(Map.of("port", "80")))
        .isInstanceOf(InputException.class)
        .hasMessage("a <probe> has 0 of <http>, <https>, <tcp> and <udp>");
    assertThatThrownBy(() -> probe(Map.of("http", "/", "tcp", "7")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 2 of");
  }

  @Test
  void valuesThatCantBeAreToldWithTheirElements() {
    assertThatThrownBy(() -> probe(Map.of("http", "/", "port", "http")))
        .isInstanceOf(InputException.class)
        .hasMessage("<boot><probes><probe><port> is 'http'");
    assertThatThrownBy(() -> probe(Map.of("http", "/", "body", "(")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("<boot><probes><probe><body> is no regular expression: '('");
    assertThatThrownBy(() -> probe(Map.of("http", "/", "within", "soon")))
        .isInstanceOf(InputException.class)
        .hasMessage("<boot><probes><probe><within> is 'soon'");
  }

  @Test
  void onePageCanBeAskedForByProperties() {
    given.setProperty("unikernel.boot.http", "8080/x");
    given.setProperty("unikernel.boot.http.status", "301");
    given.setProperty("unikernel.boot.http.body", "moved");
    List<Probe> probes = new BootConfiguration().expectations(settings).probes();
    assertThat(probes)
        .singleElement()
        .isInstanceOfSatisfying(
            HttpProbe.class,
            page -> {
              assertThat(page.words()).isEqualTo("HTTP /x on port 8080");
              assertThat(page.status()).isEqualTo(301);
              assertThat(page.body()).extracting(Pattern::pattern).isEqualTo("moved");
              assertThat(page.patience()).isEqualTo(Duration.ofSeconds(5));
            });
  }

  @Test
  void aNetworkHasTheUsualAddressesOrThoseThatAreGiven() {
    assertThat(new NetworkConfiguration().network(settings)).isEqualTo(Network.dhcp());
    NetworkConfiguration configuration =
        configured(
            new NetworkConfiguration(),
            Map.of(
                "subnet", "46.43.42.128/25",
                "guest", "46.43.42.137",
                "capture", "target/net.pcap",
                "forwards", List.of("8080:80", "udp:53")));
    assertThat(configuration.network(settings))
        .isEqualTo(
            Network.of(
                    "46.43.42.128/25",
                    "46.43.42.137",
                    PortForward.parse("8080:80"),
                    PortForward.udp(53))
                .withCapture(Path.of("/project/target/net.pcap")));
  }
}
