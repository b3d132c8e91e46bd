package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a machine with a /dev/kvm comes to its accelerator. */
class AcceleratorProbeTest {

  @TempDir Path directory;

  /** What QEMU prints of its version proves nothing of KVM, but ends at once, everywhere. */
  private static final KvmTrial VERSION = new KvmTrial("", List.of("-version"), "QEMU emulator");

  @Test
  void aCacheThatIsNotThereYetIsMadeAndKeepsTheFinding() throws IOException {
    Path cache = directory.resolve("absent/cache");

    assertThat(new AcceleratorProbe(VERSION, cache).find()).isEqualTo(Accelerator.KVM);

    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).singleElement().asString().contains("accelerator-");
    }
  }

  @Test
  void aCacheThatCantBeMadeCostsTheFindingOnly() throws IOException {
    Path cache = Files.createFile(directory.resolve("file")).resolve("cache");

    assertThat(new AcceleratorProbe(VERSION, cache).find()).isEqualTo(Accelerator.KVM);
  }

  @ParameterizedTest
  @CsvSource({
    "KVM internal error. Suberror: 1, true",
    "qemu-system-x86_64: failed to initialize kvm: Permission denied, true",
    "qemu-system-x86_64: -drive file=disk: No such file or directory, false",
    "'', false"
  })
  void kvmFailedWhereTheMachinesLogSaysSo(String log, boolean failed) {
    assertThat(AcceleratorProbe.hasFailed("first\n" + log + "\nRAX=0\n")).isEqualTo(failed);
  }
}
