package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.xlhost.XenTestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests of a Xen host that ssh leads to, which is Xen with a dom0 and dropbear in QEMU. */
class XlHostIT {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir static Path place;
  private static XenTestHost host;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    host = XenTestHost.start(place);
  }

  @AfterAll
  static void end() throws Exception {
    host.close();
  }

  @AfterEach
  void nothingIsLeftOnTheHost() {
    assertThat(host.run("ls -A /tmp")).isEmpty();
    assertThat(host.run("xl list").lines().skip(1))
        .hasSize(1)
        .first()
        .asString()
        .contains("Domain-0");
    assertThat(host.run("losetup -a; ps")).doesNotContain("/tmp/ec2uk", "xenstore-watch", " dd ");
  }

  private BootCheck check(XenHost where) {
    return new BootCheck(BootOptions.in(directory).withBackend("xl").withXenHost(where));
  }

  private static Expectations expect(End end, String... lines) {
    return new Expectations(
        List.of(lines).stream().map(Pattern::compile).toList(),
        List.of(),
        end,
        Duration.ofMinutes(2),
        Duration.ZERO);
  }

  private BootReport boot(Machine machine, End end, String... lines) {
    return check(host.host())
        .run(machine.withMemory(64), expect(end, lines), new BootListener() {});
  }

  @Test
  void aKernelGetsItsArgumentsAndEndsByItself() {
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-notes.xen"));

    BootReport report =
        boot(
            machine.withArguments("say=\"a \\ b\" flood=2000"),
            End.POWEROFF,
            "^cmdline: say=\"a \\\\ b\" flood=2000$",
            "^flood 2000 ",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("Xen 4.").contains(" on root@127.0.0.1 port ");
  }

  @Test
  void aDiskBootsByPvgrubAndStaysAsItWas() throws Exception {
    Path disk = new TestDisk(directory).arguments("by pvgrub").make();
    byte[] before = Files.readAllBytes(disk);
    Path data = Files.write(directory.resolve("data.img"), new byte[1 << 20]);

    BootReport report =
        boot(
            Machine.ofDisk(disk).withVolumes(List.of(new Volume(data, "xvdb", true))),
            End.POWEROFF,
            "^cmdline: .*by pvgrub$",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.phases()).extracting(phase -> phase.name()).contains("kernel started");
    assertThat(Files.readAllBytes(disk)).isEqualTo(before);
  }

  @Test
  void aDisksKernelIsBuiltByLibxlAndItsCrashIsSeen() throws Exception {
    Path disk = new TestDisk(directory).kernel("hello-oldstyle.xen").arguments("crash").make();

    BootReport report =
        boot(Machine.ofDisk(disk).withLoader(Loader.LIBXL), End.POWEROFF, "^cmdline: crash$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.CRASH);
    assertThat(report.reason()).contains("the guest crashed");
  }

  @Test
  void aGuestThatRunsIsDestroyed() {
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-notes.xen")).withArguments("stay");

    BootReport report = boot(machine.withStore(Map.of("data/key", "v")), End.RUNNING, "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }

  /** The guest echoes what is typed until it is asked to stop, and then it never reads again. */
  @Test
  void aGuestIsDestroyedHoweverMuchItLeavesUnread() throws Exception {
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-notes.xen")).withArguments("echo");
    Duration time = Duration.ofMinutes(2);
    try (LiveGuest guest =
        check(host.host())
            .start(machine.withMemory(64), expect(End.ANY, "^READY$"), new BootListener() {})) {
      guest.type("hello\n");
      assertThat(guest.awaitLine(Pattern.compile("^echo"), time)).isEqualTo("echo: hello");
      guest.type("stop stay\n");
      assertThat(guest.awaitLine(Pattern.compile("^echo: stop"), time)).endsWith("stop stay");
      for (int i = 0; i < 40; i++) {
        guest.type("x".repeat(2000));
      }
    }
  }

  @Test
  void aGuestThatXenCantBuildIsToldInItsOwnWords() {
    Machine machine = Machine.ofKernel(KERNELS.resolve("hello-notes.xen")).withMemory(8000);

    BootReport report = check(host.host()).run(machine, expect(End.ANY), new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason()).contains("Xen can't build the guest").contains("memory");
  }

  @Test
  void aHostThatRefusesTheKeyIsToldInSshsWords() throws Exception {
    XenHost good = host.host();
    Path other = Files.writeString(directory.resolve("key"), "none");
    XenHost bad = new XenHost(good.host(), good.port(), other, good.options(), good.bridge());

    assertThatThrownBy(
            () ->
                check(bad)
                    .run(
                        Machine.ofKernel(KERNELS.resolve("hello-notes.xen")),
                        expect(End.ANY),
                        new BootListener() {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the Xen host root@127.0.0.1 port " + good.port())
        .hasMessageContaining("can't be reached: ssh says: ")
        .hasMessageContaining("Permission denied");
  }
}
