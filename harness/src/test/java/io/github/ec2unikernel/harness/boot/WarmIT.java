package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines are saved and restored, and what goes wrong with that costs the warmth and no boot. */
class WarmIT {

  @TempDir Path directory;
  private Path cache;
  private Path disk;

  @BeforeEach
  void prepare() throws IOException {
    disk = new TestDisk(directory).arguments("greeting=hi").make();
    cache = Files.createDirectory(directory.resolve("cache"));
    copyApplianceTo(cache);
  }

  /** Puts the usual appliance into a cache of its own, so that no other boot sees its states. */
  private static void copyApplianceTo(Path cache) throws IOException {
    Path usual = ApplianceCache.defaultDirectory();
    Path appliance = new ApplianceCache(usual, false).get(step -> {}).directory();
    run("cp", "-a", appliance.toString(), cache.toString());
  }

  private static void run(String... words) throws IOException {
    Exit exit = ProcessRunner.run(Command.of(words), Path.of("/"), Duration.ofSeconds(60));
    if (!exit.succeeded()) {
      throw new IOException(String.join(" ", words) + ": " + exit.output());
    }
  }

  private BootReport boot(String name, BootListener listener, String... expected) {
    Path out = directory.resolve(name);
    BootOptions options =
        new BootOptions(
            cache, out.resolve("console"), out.resolve("log"), true, Backends.AUTO, true);
    Expectations expectations =
        new Expectations(
            Stream.of(expected).map(Pattern::compile).toList(),
            List.of(),
            End.ANY,
            Duration.ofSeconds(60),
            Duration.ZERO);
    return new BootCheck(options).run(Machine.ofDisk(disk).withMemory(64), expectations, listener);
  }

  /** Boots and tells whether the machine was restored, and what was warned of. */
  private Start boot() {
    List<String> warnings = new ArrayList<>();
    BootListener listener =
        new BootListener() {
          @Override
          public void warning(String what) {
            warnings.add(what);
          }
        };
    BootReport report = boot("out", listener, "cmdline: greeting=hi$", "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    boolean restored =
        report.timeline().phases().stream().map(Phase::name).anyMatch("restored"::equals);
    return new Start(restored, warnings);
  }

  private record Start(boolean restored, List<String> warnings) {}

  private List<Path> states() throws IOException {
    try (Stream<Path> all = Files.list(cache.resolve("states"))) {
      return all.sorted().toList();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int old = open.read();
      open.seek(at);
      open.write(old ^ 1);
    }
  }

  @Test
  void damagedStatesAreMadeAnewAndCostNoBoot() throws IOException {
    assertThat(boot()).isEqualTo(new Start(false, List.of()));
    assertThat(states())
        .extracting(path -> path.getFileName().toString().substring(0, 5))
        .containsExactly("built", "ready");
    assertThat(boot()).isEqualTo(new Start(true, List.of()));
    Path built = states().get(0);
    Path ready = states().get(1);

    Files.write(built.resolve("memory"), new byte[100]);
    Start fromReady = boot();
    assertThat(fromReady.restored()).isTrue();
    assertThat(fromReady.warnings())
        .singleElement()
        .asString()
        .contains("A saved machine is damaged and made anew: its memory has another length");
    assertThat(states()).containsExactly(built, ready);

    Files.writeString(built.resolve("manifest"), "garbage");
    flip(ready.resolve("memory"), 100 << 20);
    Start cold = boot();
    assertThat(cold.restored()).isFalse();
    assertThat(cold.warnings()).hasSize(2);
    assertThat(states()).containsExactly(built, ready);
    assertThat(boot()).isEqualTo(new Start(true, List.of()));
  }

  @Test
  void firstBootsAtOnceShareOneState() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Future<BootReport>> reports = new ArrayList<>();
      for (String name : List.of("one", "two")) {
        reports.add(both.submit(() -> boot(name, new BootListener() {}, "^READY$")));
      }
      for (Future<BootReport> each : reports) {
        assertThat(each.get().verdict()).as(each.get().toString()).isEqualTo(Verdict.SUCCESS);
      }
    } finally {
      both.shutdown();
    }
    assertThat(states()).hasSize(2);
    assertThat(boot()).isEqualTo(new Start(true, List.of()));
  }

  @Test
  void aCacheThatIsFullOrOnlyReadCostsTheWarmthAndNoBoot() throws IOException {
    assumeTrue(Qemu.isRoot(), "only root mounts file systems");
    cache = Files.createDirectory(directory.resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=120m", "none", cache.toString());
    try {
      copyApplianceTo(cache);
      Start full = boot();
      assertThat(full.restored()).isFalse();
      assertThat(full.warnings())
          .singleElement()
          .asString()
          .contains("This machine can't be kept for later boots: " + cache)
          .contains("MiB free");
      assertThat(states()).isEmpty();

      run("mount", "-o", "remount,ro", cache.toString());
      Start onlyRead = boot();
      assertThat(onlyRead.restored()).isFalse();
      assertThat(onlyRead.warnings()).singleElement().asString().contains("Read-only file system");
    } finally {
      run("umount", cache.toString());
    }
  }

  @Test
  void aMachineThatIsKilledInTheMiddleOfABootIsToldApartFromItsGuest() throws IOException {
    disk =
        new TestDisk(Files.createDirectory(directory.resolve("hanging"))).arguments("hang").make();
    BootListener killer =
        new BootListener() {
          @Override
          public void reached(Phase phase) {
            if (phase.name().equals("kernel started")) {
              machines().forEach(ProcessHandle::destroyForcibly);
            }
          }
        };
    BootReport report = boot("out", killer, "never");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.ERROR);
    assertThat(report.outcome().reason()).contains("QEMU ended by itself");
    assertThat(machines()).isEmpty();
    assertThat(scratch()).isEmpty();
  }

  @Test
  void twentyBootsLeakNothing() throws IOException {
    boot();
    boot();
    Left before = Left.now();
    for (int i = 0; i < 20; i++) {
      assertThat(boot()).isEqualTo(new Start(true, List.of()));
    }
    assertThat(Left.soon(before)).isEqualTo(before);
    assertThat(machines()).isEmpty();
    assertThat(scratch()).isEmpty();
    assertThat(states()).hasSize(2);
  }

  /** What a boot could leave in this process. */
  private record Left(long descriptors, List<String> threads) {

    /** Returns what is left now, or, while that is something else, a while later. */
    static Left soon(Left expected) throws IOException {
      long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      Left left = now();
      while (!left.equals(expected) && System.nanoTime() < until) {
        Thread.onSpinWait();
        left = now();
      }
      return left;
    }

    static Left now() throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return new Left(
            open.count(),
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ec2-unikernel"))
                .sorted()
                .toList());
      }
    }
  }

  private static List<ProcessHandle> machines() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").contains("qemu"))
        .toList();
  }

  private static List<Path> scratch() throws IOException {
    String own = "ec2uk-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith(own)).toList();
    }
  }
}
