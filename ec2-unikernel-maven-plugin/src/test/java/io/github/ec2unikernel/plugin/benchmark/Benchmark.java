package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the engine beside its peers and prints a table with the targets: {@code mvn -Pbenchmark
 * test}. Medians of several runs, ours and the peer's in turn; the engine is warm. It needs 8 GiB
 * and takes some minutes. Nothing is asserted: figures depend on what else a machine does.
 */
class Benchmark {

  @Test
  void measure() throws IOException {
    Path dir = Files.createDirectories(Path.of("target/benchmark"));
    Inputs inputs = new Inputs(dir.toAbsolutePath());
    try {
      System.out.println(Row.HEADING);
      print(new KernelContest(inputs).run());
      HostCommand module = HostCommand.run(ModuleContest.command(inputs.dir()));
      System.out.print(module.output());
      if (module.exitCode() != 0) {
        throw new IOException("the contest of the 1 GiB module ended with " + module.exitCode());
      }
      print(new VolumeContest(inputs).run());
    } finally {
      HostCommand.run("rm", "-rf", inputs.dir());
    }
  }

  private static void print(List<Row> rows) {
    rows.forEach(System.out::println);
  }
}
