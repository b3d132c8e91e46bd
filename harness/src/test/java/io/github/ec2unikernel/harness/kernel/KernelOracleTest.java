package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GRUB's own reader of Xen kernels, and programs that real linkers made. */
class KernelOracleTest {

  private static final Path LS = Path.of("/bin/ls");

  @TempDir Path dir;

  @Test
  void grubTakesOurNotesKernelForAPvGuest() throws IOException {
    assertThat(isDomU(ElfFixture.notesKernel())).isTrue();
  }

  @Test
  void grubTakesOurOldStyleKernelForAPvGuest() throws IOException {
    assertThat(
            isDomU(
                ElfFixture.oldStyleKernel(
                    "GUEST_OS=x,XEN_VER=xen-3.0,VIRT_BASE=0x0,HYPERCALL_PAGE=0x2,LOADER=generic")))
        .isTrue();
  }

  @Test
  void grubRejectsWhatHasNothingForXen() throws IOException {
    assertThat(isDomU(ElfFixture.program())).isFalse();
  }

  @Test
  void theHostsJavaIsALinuxProgram() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> KernelReader.read(java))
        .withMessageContaining("it is a Linux program (its interpreter is /");
  }

  @Test
  void theHostsLdconfigIsAStaticLinuxProgram() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> KernelReader.read(Path.of("/sbin/ldconfig")))
        .withMessageContaining("it is a Linux program (statically linked)");
  }

  @Test
  void theHostsLsIsALinuxProgramWhetherCompressedOrNot() throws IOException {
    Path packed = dir.resolve("ls.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(LS, out);
    }

    for (Path file : List.of(LS, packed)) {
      Triage triage = Triage.of(file);
      assertThat(triage.kind()).startsWith("a Linux program (its interpreter is /");
      assertThat(triage.damage()).isNull();
      assertThat(triage.producer()).isEqualTo(Producer.unknown());
      assertThat(triage.ways()).extracting(Way::answer).containsOnly(Way.Answer.NO);
    }
  }

  private boolean isDomU(ElfFixture elf) throws IOException {
    Path file = Files.write(dir.resolve("kernel.xen"), elf.build());
    Command command = new Command(List.of("grub-file", "--is-x86_64-xen-domu", file.toString()));
    return ProcessRunner.run(command, dir, Duration.ofMinutes(1)).code() == 0;
  }
}
