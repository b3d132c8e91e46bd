package io.github.ec2unikernel.harness.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed stub against gcc, and against grub-file. */
class PvhStubOracleTest {

  private static final Path SOURCES = Path.of("src/main/stub").toAbsolutePath();

  /** Another compiler gives other bytes; this one made the committed file. */
  private static final String GCC = "12.2.0";

  @TempDir Path directory;

  @Test
  void theSourcesGiveTheCommittedBytes() throws IOException {
    assumeTrue(ProcessRunner.isOnPath("gcc"), "gcc is not installed");
    String version = run(Command.of("gcc", "-dumpfullversion")).output().strip();
    assumeTrue(version.equals(GCC), "gcc is " + version + ", the stub was built with " + GCC);
    Exit built = run(Command.of(SOURCES.resolve("build").toString(), directory.toString()));
    assertThat(built.succeeded()).as(built.output()).isTrue();
    assertThat(directory.resolve("pvh-stub.elf")).hasBinaryContent(PvhStub.bytes());
  }

  @Test
  void grubTakesItForAMultiboot1KernelAndForNoOther() throws IOException {
    assumeTrue(ProcessRunner.isOnPath("grub-file"), "grub-file (grub-common) is not installed");
    String file = Files.write(directory.resolve("stub"), PvhStub.bytes()).toString();
    assertThat(run(Command.of("grub-file", "--is-x86-multiboot", file)).succeeded()).isTrue();
    for (String other : List.of("--is-x86-multiboot2", "--is-x86_64-xen-domu", "--is-x86-linux")) {
      assertThat(run(Command.of("grub-file", other, file)).succeeded()).as(other).isFalse();
    }
  }

  @Test
  void theReadmeTellsItsSize() throws IOException {
    assertThat(Files.readString(SOURCES.resolve("README.md")))
        .containsPattern("\\s" + PvhStub.bytes().length + "\\s+bytes");
  }

  @Test
  void everyCallerGetsAnArrayOfItsOwn() {
    byte[] first = PvhStub.bytes();
    first[0] = 0;
    assertThat(PvhStub.bytes()).startsWith(0x7f, 'E', 'L', 'F');
  }

  private static Exit run(Command command) {
    return ProcessRunner.run(command, SOURCES, Duration.ofMinutes(2));
  }
}
