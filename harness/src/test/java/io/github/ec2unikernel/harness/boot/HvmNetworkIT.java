package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux off HVM disks, in Xen's HVM guests, asked over its network from this machine. */
class HvmNetworkIT {

  private static final String SCRIPT =
      """
      cat > /dhcp <<'END'
      #!/bin/sh
      [ "$1" != bound ] || ip addr add $ip/$mask dev $interface
      END
      chmod +x /dhcp
      ip link set lo up
      ip link set eth0 up
      udhcpc -i eth0 -n -q -s /dhcp
      echo "eth0: $(ip -4 -o addr show eth0 | grep -o 'inet [^ ]*') by $(basename $(readlink /sys/class/net/eth0/device))"
      mkdir /www
      echo "served as $(cat /sys/hypervisor/guest_type)" > /www/index.html
      httpd -p 80 -h /www
      nc -ll -p 7 -e cat &
      /udp-echo &
      echo "serving, told $(cat /proc/cmdline)"
      sleep 100000
      """;

  /** The kernel lies there as GRUB unpacked it, as the stub moved it, and where it runs. */
  private static final int MEMORY = 384;

  private static final Path UDP_ECHO = Path.of("src/test/kernels/udp-echo.elf");

  @TempDir Path directory;
  private BootLoaders loaders;
  private Path ramdisk;

  @BeforeEach
  void prepare() throws IOException {
    loaders = DiskLoaders.get(BootOptions.userCache(), false, step -> {});
    ramdisk = LinuxRamdisk.make(directory, SCRIPT, Map.of("udp-echo", UDP_ECHO));
  }

  private GrubDisk disk(BootWay way) throws IOException {
    Path linux = new ApplianceCache(BootOptions.userCache(), false).get(step -> {}).kernel();
    return new GrubDisk(directory.resolve("grub"))
        .way(way)
        .packed("linux.gz", linux)
        .packed("ramdisk.gz", ramdisk);
  }

  private BootReport boot(Path disk, String guestType) throws IOException {
    Expectations expectations =
        new Expectations(
                List.of(Pattern.compile("^serving, told console=hvc0 quiet panic=-1$")),
                List.of(),
                End.RUNNING,
                Duration.ofMinutes(5),
                Duration.ZERO)
            .withProbes(
                List.of(
                    Probe.http(80, "/index.html").withBody("^served as " + guestType + "$"),
                    Probe.tcp(7, "stream\n", "^stream$"),
                    Probe.udp(7, "datagram", "^datagram$")));
    Machine machine = Machine.ofDisk(disk).withMemory(MEMORY).withNetworks(List.of(Network.dhcp()));
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .run(machine, expectations, new NotedListener());
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.reason()).endsWith("and all 3 probes were answered as expected");
    assertThat(report.checks().probes())
        .allMatch(ProbeResult::passed)
        .extracting(ProbeResult::probe)
        .containsExactly("HTTP /index.html on port 80", "TCP port 7", "UDP port 7");
    assertThat(Files.readString(report.console())).contains("eth0: inet 10.0.2.15/24 by vif-0");
    assertDom0WasWell();
    return report;
  }

  /** A guest that keeps the processor busy this long must not disturb dom0's programs. */
  private void assertDom0WasWell() throws IOException {
    Path log = BootOptions.in(directory.resolve("out")).machineLog();
    assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
        .contains("init: ")
        .doesNotContain("Segmentation fault", "Inconsistency detected by ld.so");
  }

  @Test
  void asAPvKernelInTheShimItAnswersHttpTcpAndUdp() throws Exception {
    Path disk =
        disk(BootWay.SHIM)
            .packed("xen-shim.gz", loaders.shim())
            .run("multiboot2 /boot/xen-shim.gz pv-shim console=xen,pv\n")
            .run("module2 /boot/linux.gz console=hvc0 quiet panic=-1\n")
            .run("module2 --nounzip /boot/ramdisk.gz\nboot\n")
            .make(loaders);

    BootReport report = boot(disk, "PV");

    assertThat(report.machine().facts())
        .contains(new Fact("loader", "GRUB on the disk, Xen's PV shim"));
  }

  @Test
  void enteredAsAPvhKernelByTheStubItDoesSoToo() throws Exception {
    Path disk =
        disk(BootWay.PVH)
            .file("stub.elf", Files.write(directory.resolve("stub.elf"), PvhStub.bytes()))
            .run("multiboot /boot/stub.elf\n")
            .run("module /boot/linux.gz console=hvc0 quiet panic=-1\n")
            .run("module --nounzip /boot/ramdisk.gz\nboot\n")
            .make(loaders);

    BootReport report = boot(disk, "PVH");

    assertThat(report.machine().facts())
        .contains(new Fact("loader", "GRUB on the disk, a stub for PVH"));
  }
}
