package io.github.ec2unikernel.plugin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the engine beside its peers and prints a table; nothing is asserted. Medians of several
 * runs, ours and the peer's in turn; the engine is warm. It needs 8 GiB and takes some minutes:
 * {@code mvn -Pbenchmark}.
 */
final class Benchmark {

  private Benchmark() {}

  /** Takes a directory, which is created for the time of the run. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path dir = Files.createDirectories(Paths.get(arguments[0]));
    Inputs inputs = new Inputs(dir);
    try {
      System.out.println(Row.HEADING);
      print(new KernelContest(inputs).run());
      int failed = new ProcessBuilder(ModuleContest.command(dir)).inheritIO().start().waitFor();
      if (failed != 0) {
        System.out.println("The 1 GiB module was not measured; see above.");
      }
      print(new VolumeContest(inputs).run());
    } finally {
      remove(dir);
    }
  }

  private static void print(List<Row> rows) {
    rows.forEach(System.out::println);
  }

  private static void remove(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
