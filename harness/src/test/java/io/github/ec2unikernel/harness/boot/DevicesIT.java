package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PV kernels with drivers of their own, in Mini-OS's old style and in today's, as PV guests and
 * through the shim.
 */
class DevicesIT {

  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final int BLOCK = 4096;
  private static final String ADDRESS = "46.43.42.137";
  private static final List<Network> NETWORKS =
      List.of(Network.of("46.43.42.128/25", ADDRESS, PortForward.udp(7)));
  private static final List<Probe> PROBES =
      List.of(Probe.udp(7, "datagram", "^datagram$"), Probe.udp(7, "another", "^another$"));

  @TempDir Path directory;

  private BootReport boot(Machine machine, Path disk, String cmdline) throws Exception {
    Stream<String> lines =
        Stream.of(
            "^magic: xen-3.0-x86_64p?$",
            "^cmdline: " + cmdline + "$",
            "^timer: tick 4$",
            digest(disk, 0),
            digest(disk, 1),
            "^disk: 64 requests$",
            "^network: connected$",
            "^READY$",
            "^network: a datagram of 8 bytes$");
    Expectations expectations =
        new Expectations(
                lines.map(Pattern::compile).toList(),
                List.of("^failed: ").stream().map(Pattern::compile).toList(),
                End.RUNNING,
                Duration.ofMinutes(5),
                Duration.ZERO)
            .withProbes(PROBES);
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(machine.withMemory(64).withNetworks(NETWORKS), expectations, new NotedListener());
  }

  private static String digest(Path disk, int block) throws IOException, GeneralSecurityException {
    byte[] all = Files.readAllBytes(disk);
    byte[] part = Arrays.copyOfRange(all, block * BLOCK, (block + 1) * BLOCK);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(part);
    return "^disk: bytes from %d sha256=%s$"
        .formatted(block * BLOCK, HexFormat.of().formatHex(digest));
  }

  private Path volume() throws IOException {
    byte[] bytes = new byte[1 << 20];
    new SplittableRandom(7).nextBytes(bytes);
    return Files.write(directory.resolve("volume"), bytes);
  }

  private static void assertServed(BootReport report) {
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.checks().probes()).hasSize(2).allMatch(ProbeResult::passed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old-devices.xen", "devices.xen"})
  void aPvGuestUsesItsTimerItsDiskAndItsNetwork(String kernel) throws Exception {
    Path disk = new TestDisk(directory).kernel(kernel).arguments("ip=" + ADDRESS).make();
    assertServed(boot(Machine.ofDisk(disk), disk, ".*ip=" + ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old-devices.xen", "devices.xen"})
  void soDoesTheSameKernelThroughTheShim(String kernel) throws Exception {
    Path volume = volume();
    Machine machine =
        Machine.ofKernel(KERNELS.resolve(kernel))
            .withType(GuestType.SHIM)
            .withArguments("ip=" + ADDRESS)
            .withVolumes(List.of(new Volume(volume, "xvdb")));
    assertServed(boot(machine, volume, "ip=" + ADDRESS));
  }

  @Test
  void andSoItDoesOffAnHvmDisk() throws Exception {
    BootLoaders loaders = DiskLoaders.get(BootOptions.userCache(), false, step -> {});
    Path disk =
        new GrubDisk(directory.resolve("grub"))
            .way(BootWay.SHIM)
            .packed("xen-shim.gz", loaders.shim())
            .packed("kernel.gz", KERNELS.resolve("old-devices.xen"))
            .run("multiboot2 /boot/xen-shim.gz pv-shim console=xen,pv -- ip=" + ADDRESS + "\n")
            .run("module2 /boot/kernel.gz\nboot\n")
            .make(loaders);
    BootReport report = boot(Machine.ofDisk(disk), disk, " *ip=" + ADDRESS);
    assertServed(report);
    assertThat(report.machine().facts())
        .contains(new Fact("loader", "GRUB on the disk, Xen's PV shim"));
  }
}
