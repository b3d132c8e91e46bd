package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.oracle.ChildJava;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A disk with a module of 1 GiB beside cp; to be run where the heap may not grow past 64 MiB. */
final class ModuleContest {

  static final int HEAP_MIB = 64;

  private static final long MODULE = 1L << 30;

  private final Inputs inputs;

  ModuleContest(Inputs inputs) {
    this.inputs = inputs;
  }

  /** Takes a directory. */
  public static void main(String[] arguments) throws IOException {
    for (Row row : new ModuleContest(new Inputs(Path.of(arguments[0]))).run()) {
      System.out.println(row);
    }
  }

  /** Returns the command that runs this in a Java process of its own. */
  static List<String> command(Path dir) {
    return ChildJava.command(ModuleContest.class, List.of("-Xmx" + HEAP_MIB + "m"), dir);
  }

  private List<Row> run() throws IOException {
    Path kernel = inputs.kernel("small.xen", 20_000);
    Path module = inputs.random("module.bin", MODULE);
    Path copy = inputs.dir().resolve("copy.bin");
    Step tidy =
        () -> {
          Files.deleteIfExists(inputs.target());
          Files.deleteIfExists(copy);
        };
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.atLeast(
            "1 GiB module",
            new Contest(2, 9)
                .measure(
                    () -> inputs.disk(kernel, module), () -> Tool.run("cp", module, copy), tidy),
            "cp",
            0.7));
    rows.add(
        Row.atLeast(
            "1 GiB module and its SHA-256",
            new Contest(1, 5)
                .measure(
                    () -> requireDigest(inputs.disk(kernel, module)),
                    () -> {
                      Tool.run("cp", module, copy);
                      Tool.run("sha256sum", copy);
                    },
                    tidy),
            "cp, then sha256sum",
            1));
    // A heap that needed more than -Xmx would have ended this process.
    long limit = Runtime.getRuntime().maxMemory();
    rows.add(Row.below("1 GiB module, heap, peak", heap(MemoryPoolMXBean::getPeakUsage), limit));
    ManagementFactory.getMemoryMXBean().gc();
    rows.add(
        Row.below("1 GiB module, heap, after GC", heap(MemoryPoolMXBean::getUsage), limit));
    tidy.run();
    Files.delete(module);
    return rows;
  }

  private static void requireDigest(DiskImage image) {
    if (image.sha256().length() != 64) {
      throw new InputException("no digest", "");
    }
  }

  private static long heap(Function<MemoryPoolMXBean, MemoryUsage> usage) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> usage.apply(pool).getUsed())
        .sum();
  }
}
