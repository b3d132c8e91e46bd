package io.github.ec2unikernel.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpAskerTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/page", exchange -> answer(exchange, "first line\nsecond line\n"));
    server.createContext(
        "/host", exchange -> answer(exchange, exchange.getRequestHeaders().getFirst("Host")));
    server.createContext("/endless", HttpAskerTest::endless);
    server.createContext("/stuck", HttpAskerTest::stuck);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().add("Server", "test/1.0");
    byte[] page = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, page.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(page);
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      byte[] part = "and so on\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
      while (true) {
        out.write(part);
      }
    }
  }

  private static void stuck(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("it begins".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush(); // and never ends
  }

  private Answer ask(HttpProbe probe, Duration patience) throws InterruptedException {
    return Asker.of(probe).ask(server.getAddress().getPort(), patience);
  }

  @Test
  void aPageIsAsExpectedInEveryPoint() throws Exception {
    HttpProbe probe =
        Probe.http(80, "/page?x=%20y")
            .withHeader("server", "^test/")
            .withBody("(?m)^second")
            .within(LONG);
    assertThat(ask(probe, LONG))
        .returns(Answer.Kind.RIGHT, Answer::kind)
        .extracting(Answer::detail)
        .asString()
        .matches("HTTP 200 in [0-9]+ ms");
  }

  @Test
  void everyPointThatIsOtherIsToldWithThePagesFirstLine() throws Exception {
    HttpProbe probe =
        Probe.http(80, "/page")
            .withStatus(404)
            .withHeader("Server", "nginx")
            .withHeader("ETag", "x")
            .withBody("third");
    Answer answer = ask(probe, LONG);
    assertThat(answer.kind()).isEqualTo(Answer.Kind.WRONG);
    assertThat(answer.detail())
        .contains(
            "; its status is not 404; its header Server is 'test/1.0', not /nginx/; its header ETag"
                + " is missing, not /x/; /third/ is not in its page; the page begins: first line");
  }

  @Test
  void anAnswerThatComesTooLateIsWrong() throws InterruptedException {
    HttpPage page = new HttpPage(200, HttpHeaders.of(Map.of(), (a, b) -> true), "");
    HttpProbe probe = Probe.http(80, "/").within(Duration.ofMillis(500));
    assertThat(page.judge(probe, Duration.ofMillis(500)))
        .isEqualTo(Answer.right("HTTP 200 in 500 ms"));
    assertThat(page.judge(probe, Duration.ofMillis(501)))
        .isEqualTo(
            Answer.wrong("HTTP 200 in 501 ms; it took longer than 500 ms; the page is empty"));
  }

  @Test
  void anEndlessPageIsReadToItsBoundOnly() throws Exception {
    assertThat(ask(Probe.http(80, "/endless").withBody("^and so on"), LONG).kind())
        .isEqualTo(Answer.Kind.RIGHT);
    assertThat(ask(Probe.http(80, "/endless").withBody("the end"), LONG).detail())
        .contains("/the end/ is not in its page; the page begins: and so on");
  }

  @Test
  void aPageThatGetsStuckIsQuotedAsFarAsItCame() throws Exception {
    assertThat(ask(Probe.http(80, "/stuck"), Duration.ofSeconds(2)))
        .isEqualTo(
            Answer.wrong("HTTP 200, whose page had no end within 2 s; the page begins: it begins"));
  }

  @Test
  void theServerIsAskedByItsName() throws Exception {
    HttpProbe probe = Probe.http(80, "/host").withHost("www.example.org");
    assertThat(ask(probe.withBody("^www.example.org$"), LONG).kind()).isEqualTo(Answer.Kind.RIGHT);
  }

  @Test
  void whatIsNoHttpIsAWrongAnswerAndNothingIsNone() throws Exception {
    try (TalkingServer other = TalkingServer.saying("SSH-2.0-dropbear\r\n", "")) {
      Asker asker = Asker.of(Probe.http(80, "/"));
      Answer wrong = asker.ask(other.port(), LONG);
      assertThat(wrong.kind()).as(wrong.detail()).isEqualTo(Answer.Kind.WRONG);
      assertThat(wrong.detail()).contains("SSH-2.0");
      assertThat(asker.ask(other.port(), LONG).kind()).isEqualTo(Answer.Kind.NONE);
    }
  }

  @Test
  void aRequestThatCantBeMadeIsRefused() {
    assertThatThrownBy(() -> Probe.http(80, "index.html"))
        .isInstanceOf(InputException.class)
        .hasMessage("<http> of a <probe> is 'index.html'");
    assertThatThrownBy(() -> Probe.http(80, "/a b")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Probe.http(80, "/").withHost("10.0.2.15"))
        .isInstanceOf(InputException.class)
        .hasMessage("<host> of the <probe> / is '10.0.2.15'");
    assertThatThrownBy(() -> Probe.http(443, "/").withTrust(Trust.usual()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("asked with TLS, and for no <host>");
    assertThatThrownBy(() -> Probe.http(0, "/"))
        .isInstanceOf(InputException.class)
        .hasMessage("<port> of a <probe> is 0");
  }
}
