package io.github.ec2unikernel.harness.xlhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostShellTest {

  private static final Path SCRATCH = Path.of("/s");

  @TempDir Path directory;

  @Test
  void theUsersOptionsComeBeforeOurs() {
    XenHost host =
        new XenHost("me@xen", 2022, Path.of("/id"), List.of("ConnectTimeout=3"), "xenbr0");
    List<String> words = new HostShell(host, SCRATCH).run(List.of()).words();

    assertThat(words)
        .startsWith("ssh", "-T", "-E", "/s/ssh.log", "-o", "ConnectTimeout=3", "-p", "2022")
        .containsSubsequence(
            "-i",
            "/id",
            "-o",
            "BatchMode=yes",
            "-o",
            "ControlPersist=no",
            "-M",
            "-S",
            "/s/ssh",
            "--",
            "me@xen");
    assertThat(words.indexOf("ConnectTimeout=3")).isLessThan(words.indexOf("ConnectTimeout=20"));
  }

  @Test
  void aForwardedPortIsOnTheLoopbackAddressOnly() {
    HostShell.Forwarded web = new HostShell.Forwarded(PortForward.tcp(80), 18080, "10.0.0.5");

    assertThat(new HostShell(XenHost.at("xen"), SCRATCH).run(List.of(web)).words())
        .containsSubsequence(
            "-o", "ExitOnForwardFailure=yes", "-L", "127.0.0.1:18080:10.0.0.5:80", "--", "xen");
  }

  @Test
  void thisMachineNeedsNoSsh() {
    assertThat(new HostShell(XenHost.LOCAL, SCRATCH).check().program()).isEqualTo("sh");
  }

  @Test
  void theHintForThisMachineIsNotOfSsh() {
    EnvironmentException problem =
        new HostProbe(new HostShell(XenHost.LOCAL, directory)).unreachable(List.of());

    assertThat(problem)
        .hasMessage("this machine does not run the script that runs guests: it said []");
    assertThat(problem.hint()).contains("xl info").doesNotContain("ssh", "null");
  }

  @Test
  void aFileOfAnyNameAndContentGetsWhereItIsToBe() throws IOException {
    byte[] bytes = {0, 1, -1, '\n', '\'', 0};
    Path source = Files.write(directory.resolve("a"), bytes);
    Path target = directory.resolve("it's \"$b\"");

    new HostFile("b", source)
        .send(new HostShell(XenHost.LOCAL, directory).store(target.toString()), directory);

    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void zerosAtTheEndOfADiskAreNotSent() throws IOException {
    byte[] bytes = new byte[3 << 20];
    bytes[(1 << 20) + 5] = 1;
    Path source = Files.write(directory.resolve("a"), bytes);
    Path target = directory.resolve("b");
    HostFile file = new HostFile("b", source, 1L << 30);

    file.send(new HostShell(XenHost.LOCAL, directory).store(target.toString()), directory);

    assertThat(target).hasSize((1 << 20) + 6);
    assertThat(file.order()).isEqualTo("size b 2097152\n");
  }

  @Test
  void typedBytesReachPrintfAsTheyAre() throws IOException {
    ByteBuffer order =
        HostScript.type(ByteBuffer.wrap("50%\\\n\u00e9'\0x".getBytes(StandardCharsets.UTF_8)));
    String line = new String(order.array(), StandardCharsets.UTF_8);
    Path target = directory.resolve("typed");
    Exit exit =
        ProcessRunner.run(
            Command.of(
                "sh", "-c", "printf \"$0\" > \"$1\"", line.strip().substring(5), target.toString()),
            directory,
            Duration.ofSeconds(10));

    assertThat(exit.succeeded()).isTrue();
    assertThat(target).hasBinaryContent("50%\\\n\u00e9'\0x".getBytes(StandardCharsets.UTF_8));
  }
}
