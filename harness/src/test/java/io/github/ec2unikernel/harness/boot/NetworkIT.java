package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkIT {

  @TempDir Path directory;

  @Test
  void first() throws Exception {
    String script =
        """
        cat > /dhcp <<'END'
        #!/bin/sh
        [ "$1" = bound ] && ip addr add $ip/$mask dev $interface && echo "bound: $ip/$mask router=$router"
        exit 0
        END
        chmod +x /dhcp
        ip link set lo up
        ip link set eth0 up
        udhcpc -i eth0 -n -q -s /dhcp
        ip addr add 46.43.42.137/25 dev eth1
        ip link set eth1 up
        ip addr
        mkdir /www
        echo 'served by the guest' > /www/index.html
        httpd -p 80 -h /www
        httpd -p 81 -h /www
        udpsvd 0.0.0.0 7 cat &
        tcpsvd 0.0.0.0 7 cat &
        exec 9<> /dev/xen/xenbus
        printf '\\002\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\014\\0\\0\\0rumprun/cfg\\0' >&9
        dd bs=1 count=16 <&9 2>/dev/null | od -An -tx4
        echo "store: $(dd bs=4096 count=1 <&9 2>/dev/null)"
        echo "read-only: $(cat /sys/block/xvdb/ro)"
        echo no > /dev/xvdb && echo written
        ping -c 1 46.43.42.129
        ping -c 1 -W 2 8.8.8.8
        echo over
        """;
    Path data = Files.write(directory.resolve("data"), new byte[4096]);
    Path disk =
        new TestDisk(directory)
            .kernel(LinuxRamdisk.kernel())
            .arguments("console=hvc0 quiet panic=-1")
            .initrd(LinuxRamdisk.make(directory, script))
            .make();
    Machine machine =
        Machine.ofDisk(disk)
            .withMemory(256)
            .withVolumes(List.of(new Volume(data, "xvdb", true)))
            .withStore(Map.of("rumprun/cfg", "{\"a\":\n \"b\\c\"}\n"))
            .withNetworks(
                List.of(
                    Network.dhcp(PortForward.tcp(80)).withCapture(Path.of("/tmp/net-fast/0.pcap")),
                    Network.of("46.43.42.128/25", "46.43.42.137", PortForward.tcp(81))));
    BootReport report =
        new BootCheck(BootOptions.in(Path.of("/tmp/net-fast/out")))
            .run(
                machine,
                new Expectations(
                    List.of(Pattern.compile("^over$")),
                    List.of(),
                    End.POWEROFF,
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(1)),
                new BootListener() {});
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }
}
