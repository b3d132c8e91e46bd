package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build that is stopped in the middle of a boot leaves behind. */
class EndedProcessIT {

  /** Under emulation dom0 takes some seconds to see that its host is gone, and to stop. */
  private static final Duration TO_END = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Process bootForEver() throws IOException {
    Path disk = new TestDisk(directory).arguments("hang").make();
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                disk.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("kernel started")) {
      line = lines.readLine();
    }
    assertThat(line).as("the guest started").isNotNull();
    assertThat(machines()).isNotEmpty();
    return child;
  }

  /** Finds QEMU by the scratch directory in its arguments. */
  private List<ProcessHandle> machines() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .filter(words -> Stream.of(words).anyMatch(this::namesTheDirectory))
                    .isPresent())
        .filter(process -> process.info().command().orElse("").contains("qemu"))
        .toList();
  }

  private boolean namesTheDirectory(String word) {
    return word.contains(directory.resolve("tmp").toString());
  }

  private void assertNoMachineIsLeft() throws InterruptedException {
    long until = System.nanoTime() + TO_END.toNanos();
    while (!machines().isEmpty() && System.nanoTime() < until) {
      Thread.sleep(200);
    }
    assertThat(machines()).isEmpty();
  }

  @Test
  void aStoppedBuildLeavesNoMachineAndNoFiles() throws Exception {
    Process child = bootForEver();
    child.destroy();
    child.waitFor();
    assertNoMachineIsLeft();
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("ec2uk-"));
    }
  }

  @Test
  void aKilledBuildLeavesNoMachine() throws Exception {
    Process child = bootForEver();
    child.destroyForcibly();
    child.waitFor();
    assertNoMachineIsLeft();
  }

  /** Boots the disk given, and waits for a line that never comes. */
  static final class Child implements BootListener {
    public static void main(String[] arguments) throws IOException {
      Path disk = Path.of(arguments[0]);
      new BootCheck(BootOptions.in(disk.resolveSibling("out")))
          .run(
              Machine.ofDisk(disk).withMemory(64),
              new Expectations(
                  List.of(Pattern.compile("never")),
                  List.of(),
                  End.ANY,
                  Duration.ofMinutes(5),
                  Duration.ZERO),
              new Child());
    }

    @Override
    public void reached(Phase phase) {
      System.out.println(phase.name());
    }
  }
}
