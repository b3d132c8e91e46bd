package io.github.ec2unikernel.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Trust;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeSessionTest {

  @TempDir Path directory;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  private ProbeSession session(Probe probe, int port) {
    ProbeSession session = new ProbeSession(List.of(probe), (asked, answer) -> answers.add(answer));
    session.start(asked -> port);
    return session;
  }

  private Answer next() throws InterruptedException {
    Answer answer = answers.poll(1, TimeUnit.MINUTES);
    assertThat(answer).as("an answer").isNotNull();
    return answer;
  }

  private static List<Thread> probing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("ec2-unikernel-probe-"))
        .toList();
  }

  @Test
  void aProbeIsRepeatedUntilItIsAnsweredAsExpected() throws Exception {
    try (TalkingServer server = TalkingServer.saying("wait\n", "wait\n", "go\n");
        ProbeSession session = session(Probe.tcp(7, "?", "^go"), server.port())) {
      assertThat(next()).returns(Answer.Kind.WRONG, Answer::kind);
      assertThat(next().detail()).endsWith("it replied: wait");
      assertThat(next()).isEqualTo(new Answer(Answer.Kind.RIGHT, "replied: go"));
      assertThat(session).isNotNull();
    }
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsLeftWhenTheSessionEnds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) { // the system accepts for it
      int port = silent.getLocalPort();
      Duration hour = Duration.ofHours(1);
      for (Probe probe :
          List.of(
              new Probe.Tcp(7, "", Pattern.compile("x"), hour),
              Probe.http(80, "/").withPatience(hour).within(hour))) {
        ProbeSession session = session(probe, port);
        List<Thread> threads = probing();
        session.close();
        for (Thread each : threads) {
          each.join(TimeUnit.MINUTES.toMillis(1));
          assertThat(each.isAlive()).as(probe.words()).isFalse();
        }
      }
    }
  }

  @Test
  void aReplyThatAnExpressionCantBearIsAWrongAnswer() throws Exception {
    try (TalkingServer server = TalkingServer.saying("ab".repeat(200_000), "go\n");
        ProbeSession session = session(Probe.tcp(7, "?", "^((a|b)*c|go)$"), server.port())) {
      Answer first = next();
      assertThat(first.kind()).isEqualTo(Answer.Kind.WRONG);
      assertThat(first.detail()).contains("can't be compared").contains("StackOverflowError");
      assertThat(session).isNotNull();
    }
  }

  @Test
  void anExpressionThatTakesForEverIsLeftWhenTheSessionEnds() throws Exception {
    CountDownLatch compared = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                compared.countDown();
                // not ^(a+)+$, which Java has done with in some milliseconds
                Reply.has(Pattern.compile("^(.*a){20}$"), "a".repeat(60) + "!");
              } catch (InterruptedException e) {
                answers.add(Answer.none("interrupted"));
              }
            });
    thread.setDaemon(true);
    thread.start();
    compared.await();
    thread.interrupt();
    assertThat(next().detail()).isEqualTo("interrupted");
  }

  @Test
  void aPortThatCantBeHadIsNoSilenceOfTheGuest() throws Exception {
    Probe probe = Probe.tcp(7, "?", "x");
    try (ProbeSession session =
        new ProbeSession(List.of(probe), (asked, answer) -> answers.add(answer))) {
      session.start(
          asked -> {
            throw new EnvironmentException("there is no way", "Make one.");
          });
      assertThat(next())
          .isEqualTo(new Answer(Answer.Kind.UNASKABLE, "it can't be asked: there is no way"));
    }
  }

  @Test
  void aProbeIsPatientByAndByOnly() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        ProbeSession session =
            session(
                Probe.http(80, "/").withPatience(Duration.ofMillis(700)), silent.getLocalPort())) {
      assertThat(next().detail()).isEqualTo("no answer came within 500 ms");
      assertThat(next().detail()).isEqualTo("no answer came within 700 ms");
      assertThat(session).isNotNull();
    }
  }

  @Test
  void certificatesThatAreNotThereAreToldBeforeAnythingIsAsked() throws IOException {
    Path none = Files.writeString(directory.resolve("none.pem"), "no certificate\n");
    for (Path each : List.of(none, directory.resolve("missing.pem"))) {
      HttpProbe probe = Probe.http(443, "/").withHost("guest").withTrust(Trust.in(each));
      assertThatThrownBy(() -> new ProbeSession(List.of(probe), (asked, answer) -> {}))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("<trust> of a <probe> is " + each);
    }
  }

  @Test
  void portsThatNobodyForwardsAreForwardedOnTheFirstNetwork() {
    List<Probe> probes =
        List.of(Probe.http(80, "/"), Probe.udp(7, "a", "a"), Probe.tcp(80, "", "x"));
    ProbeRoutes made = ProbeRoutes.of(List.of(), probes);
    assertThat(made.networks())
        .containsExactly(Network.dhcp(PortForward.tcp(80), PortForward.udp(7)));
    Network first = Network.dhcp();
    Network second = Network.of("10.1.0.0/16", "10.1.0.9", PortForward.parse("8080:80"));
    ProbeRoutes given = ProbeRoutes.of(List.of(first, second), probes);
    assertThat(given.networks()).containsExactly(first.with(PortForward.udp(7)), second);
    assertThat(given.forward(probes.get(0)).hostPort()).isEqualTo(8080);
    assertThatThrownBy(() -> given.forward(Probe.tcp(81, "", "x")))
        .isInstanceOf(InputException.class)
        .hasMessage("nothing leads to the guest's TCP port 81");
  }
}
