package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux with two interfaces, asked from this machine. */
class NetworkIT {

  /** It asks for one address and was given the other, serves on both, and reads its store. */
  private static final String SCRIPT =
      """
      cat > /dhcp <<'END'
      #!/bin/sh
      [ "$1" != bound ] || ip addr add $ip/$mask dev $interface
      END
      chmod +x /dhcp
      ip link set lo up
      ip addr add 46.43.42.137/25 dev eth1 && ip link set eth1 up
      ip link set eth0 up
      udhcpc -i eth0 -n -q -s /dhcp
      echo "eth0: $(cat /sys/class/net/eth0/address) $(ip -4 -o addr show eth0 | grep -o 'inet [^ ]*')"
      mkdir /www /static
      echo 'by DHCP' > /www/index.html
      echo 'as ever' > /static/index.html
      httpd -p 80 -h /www
      httpd -p 81 -h /static
      nc -ll -p 7 -e cat &
      /udp-echo &
      exec 9<> /dev/xen/xenbus
      printf '\\002\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\014\\0\\0\\0rumprun/cfg\\0' >&9
      dd bs=1 count=16 <&9 > /dev/null 2>&1
      echo "store: $(dd bs=4096 count=1 <&9 2> /dev/null)"
      echo no > /dev/xvdb && echo written
      ping -c 1 -W 1 10.0.2.3 > /dev/null && echo leak
      ip route add default via 10.0.2.2
      ping -c 1 -W 1 8.8.8.8 > /dev/null && echo leak
      echo serving
      sleep 100000
      """;

  private static final Path UDP_ECHO = Path.of("src/test/kernels/udp-echo.elf");

  @TempDir Path directory;
  private final NotedListener told = new NotedListener();

  @Test
  void linuxIsReachedOverTwoNetworksAndReadsItsStoreAndItsReadOnlyVolume() throws IOException {
    Path capture = directory.resolve("captured/net.pcap");
    List<Probe> probes =
        List.of(
            Probe.http(80, "/index.html")
                .withHeader("content-type", "^text/html")
                .withBody("^by DHCP$")
                .withHost("www.example.org"),
            Probe.http(81, "/").withBody("^as ever$"),
            Probe.tcp(7, "stream\n", "^stream$"),
            Probe.udp(7, "datagram", "^datagram$"));

    BootReport report = boot(capture, probes);

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.reason()).endsWith("and all 4 probes were answered as expected");
    assertThat(report.checks().probes())
        .allMatch(ProbeResult::passed)
        .extracting(ProbeResult::probe)
        .containsExactly(
            "HTTP /index.html of www.example.org on port 80",
            "HTTP / on port 81",
            "TCP port 7",
            "UDP port 7");
    assertThat(Files.readString(report.console()))
        .contains("eth0: 00:16:3e:65:63:00 inet 10.0.2.15/24")
        .contains("store: -{\"a\":\n \"b\\c\"}\n")
        .contains("write error: Operation not permitted");
    assertThat(told.warnings)
        .containsExactly("The guest gets out of 46.43.42.128/25, as UDP is forwarded there.");
    assertCaptured(capture);
  }

  private BootReport boot(Path capture, List<Probe> probes) throws IOException {
    Path disk =
        new TestDisk(directory)
            .kernel(LinuxRamdisk.kernel())
            .arguments("console=hvc0 quiet panic=-1")
            .initrd(LinuxRamdisk.make(directory, SCRIPT, Map.of("udp-echo", UDP_ECHO)))
            .make();
    Path data = Files.write(directory.resolve("data"), new byte[4096]);
    Machine machine =
        Machine.ofDisk(disk)
            .withMemory(256)
            .withVolumes(List.of(new Volume(data, "xvdb", true)))
            .withStore(Map.of("rumprun/cfg", "-{\"a\":\n \"b\\c\"}"))
            .withNetworks(
                List.of(
                    Network.dhcp().withCapture(capture),
                    Network.of(
                        "46.43.42.128/25",
                        "46.43.42.137",
                        PortForward.tcp(81),
                        PortForward.udp(7))));
    Expectations expectations =
        new Expectations(
                List.of(Pattern.compile("^serving$")),
                List.of(Pattern.compile("^(written|leak)$")),
                End.RUNNING,
                Duration.ofMinutes(3),
                Duration.ZERO)
            .withProbes(probes);
    return new BootCheck(BootOptions.in(directory.resolve("out"))).run(machine, expectations, told);
  }

  private static void assertCaptured(Path capture) throws IOException {
    String bytes = Files.readString(capture, StandardCharsets.ISO_8859_1);
    assertThat(bytes).as("pcap's mark").startsWith("\u00d4\u00c3\u00b2\u00a1");
    assertThat(bytes)
        .as("the mark of DHCP, the request, the page")
        .contains("c\u0082Sc", "GET /index.html HTTP/1.1", "by DHCP")
        .doesNotContain("as ever");
  }
}
