package io.github.ec2unikernel.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Trust;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server with a certificate of its own, for the name guest.example.org. */
class HttpsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static Path certificate;
  private static HttpsServer server;

  @BeforeAll
  static void serve() throws Exception {
    Path keys = directory.resolve("keys.p12");
    keytool(
        keys,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=guest",
        "-ext",
        "san=dns:guest.example.org");
    certificate = directory.resolve("guest.pem");
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private static void keytool(Path keys, String... words) {
    List<String> command = new ArrayList<>(List.of("keytool"));
    command.addAll(List.of(words));
    command.addAll(
        List.of("-keystore", keys.toString(), "-storepass", "changeit", "-alias", "guest"));
    Exit exit = ProcessRunner.run(new Command(command), directory, LONG);
    assertThat(exit.succeeded()).as(exit.output()).isTrue();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static Answer ask(HttpProbe probe) throws InterruptedException {
    return Asker.of(probe.withStatus(204)).ask(server.getAddress().getPort(), LONG);
  }

  @Test
  void aCertificateThatIsGivenIsBelieved() throws Exception {
    HttpProbe probe =
        Probe.http(443, "/").withHost("guest.example.org").withTrust(Trust.in(certificate));
    assertThat(ask(probe).kind()).isEqualTo(Answer.Kind.RIGHT);
  }

  @Test
  void aCertificateForAnotherNameIsNot() throws Exception {
    Answer answer =
        ask(Probe.http(443, "/").withHost("other.example.org").withTrust(Trust.in(certificate)));
    assertThat(answer.kind()).as(answer.detail()).isEqualTo(Answer.Kind.WRONG);
    assertThat(answer.detail()).contains("No subject alternative");
  }

  @Test
  void aCertificateOfNobodyIsNotBelievedByJavaItself() throws Exception {
    Answer answer =
        ask(Probe.http(443, "/").withHost("guest.example.org").withTrust(Trust.usual()));
    assertThat(answer.kind()).as(answer.detail()).isEqualTo(Answer.Kind.WRONG);
    assertThat(answer.detail()).contains("unable to find valid certification path");
  }

  @Test
  void whoWantsItBelievesAnyCertificate() throws Exception {
    assertThat(ask(Probe.http(443, "/").withTrust(Trust.blind())).kind())
        .isEqualTo(Answer.Kind.RIGHT);
  }

  @Test
  void plainHttpIsNoTls() throws Exception {
    try (TalkingServer plain = TalkingServer.saying("HTTP/1.0 400 Bad Request\r\n\r\n")) {
      Answer answer =
          Asker.of(Probe.http(443, "/").withTrust(Trust.blind())).ask(plain.port(), LONG);
      assertThat(answer.kind()).as(answer.detail()).isEqualTo(Answer.Kind.WRONG);
    }
  }
}
