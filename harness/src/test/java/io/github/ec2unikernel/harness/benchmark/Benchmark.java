package io.github.ec2unikernel.harness.benchmark;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.disk.Mke2fs;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures boots of a kernel that says hello, in seconds, each part as the median of ten boots, and
 * prints a table with the targets: {@code mvn -Pbenchmark test}. It takes some five minutes.
 * Nothing is asserted: figures depend on what else a machine does.
 */
class Benchmark {

  private static final int RUNS = 10;

  @TempDir Path directory;

  @Test
  void measure() throws Exception {
    Path disk = disk();
    System.out.println(Timing.HEADING);
    for (Loader loader : Loader.values()) {
      boolean pvgrub = loader == Loader.PVGRUB;
      print("cold, " + loader.id(), times(disk, loader, false), "13");
      boot(disk, loader, true, "first"); // saves what the others go on from
      print("warm, " + loader.id(), times(disk, loader, true), pvgrub ? "1.5" : "2.5");
    }
    for (Loader loader : Loader.values()) {
      twoAtOnce(disk, loader);
    }
  }

  private static void print(String name, List<Timing> timings, String target) {
    System.out.println(Timing.medians(name, timings, target));
  }

  private List<Timing> times(Path disk, Loader loader, boolean warm) {
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      timings.add(boot(disk, loader, warm, "one"));
    }
    return timings;
  }

  private void twoAtOnce(Path disk, Loader loader) throws InterruptedException, ExecutionException {
    ExecutorService both = Executors.newFixedThreadPool(2);
    List<Double> ratios = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      boot(disk, loader, true, "one");
      long one = System.nanoTime() - start;
      List<Future<Timing>> two = new ArrayList<>();
      for (String name : List.of("one", "two")) {
        two.add(both.submit(() -> boot(disk, loader, true, name)));
      }
      for (Future<Timing> each : two) {
        timings.add(each.get());
      }
      ratios.add((double) (System.nanoTime() - start - one) / one);
    }
    both.shutdown();
    ratios.sort(null);
    String ratio = String.format(Locale.ROOT, "%.2f", ratios.get(RUNS / 2));
    print("two at once, " + loader.id(), timings, "both in " + ratio + " times one (target: 1.5)");
  }

  private Timing boot(Path disk, Loader loader, boolean warm, String name) {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("^READY$")),
            List.of(),
            End.ANY,
            Duration.ofMinutes(2),
            Duration.ZERO);
    Instant called = Instant.now();
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve(name)).withWarm(warm))
            .run(
                Machine.ofDisk(disk).withMemory(64).withLoader(loader),
                expectations,
                new BootListener() {});
    Instant returned = Instant.now();
    if (report.verdict() != Verdict.SUCCESS) {
      throw new IllegalStateException(report.toString());
    }
    return Timing.of(report, called, returned);
  }

  private Path disk() throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree/boot/grub"));
    Files.copy(Path.of("src/test/kernels/hello-notes.xen"), tree.resolveSibling("hello.xen"));
    Files.writeString(
        tree.resolve("menu.lst"),
        "timeout 0\ntitle hello\n\troot (hd0)\n\tkernel /boot/hello.xen\n");
    Path disk = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(8 << 20);
    }
    Mke2fs.fill(disk, "8M", directory.resolve("tree"), "-t", "ext2");
    return disk;
  }
}
