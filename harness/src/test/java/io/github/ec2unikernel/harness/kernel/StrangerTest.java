package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangerTest {

  private static final String LINKER = "/lib64/ld-linux-x86-64.so.2";

  @TempDir Path dir;

  @Test
  void aLinuxProgramIsToldByItsInterpreter() throws IOException {
    assertThat(rejection(ElfFixture.program().segment(3, 0, 0, ElfFixture.text(LINKER))))
        .hasMessageContaining("it is a Linux program (its interpreter is " + LINKER + ")");
  }

  @Test
  void aStaticLinuxProgramIsToldByItsAbi() throws IOException {
    assertThat(rejection(ElfFixture.program().osAbi(3)))
        .hasMessageContaining("a Linux program (statically linked)");
  }

  @Test
  void aStaticLinuxProgramIsToldByItsAbiNote() throws IOException {
    byte[] note = ElfFixture.note("GNU", 1, new byte[16]);

    assertThat(rejection(ElfFixture.program().segment(4, 0, 0, note)))
        .hasMessageContaining("a Linux program (statically linked)");
  }

  @Test
  void aStaticLinuxProgramIsToldByItsAddress() throws IOException {
    assertThat(rejection(new ElfFixture().segment(1, 0x400000, 0x400000, new byte[64])))
        .hasMessageContaining("a Linux program (statically linked)");
  }

  @Test
  void aSolo5UnikernelIsToldByItsInterpreter() throws IOException {
    assertThat(
            rejection(
                ElfFixture.program().segment(3, 0, 0, ElfFixture.text("/nonexistent/solo5/"))))
        .hasMessageContaining("a Solo5 unikernel");
  }

  @Test
  void aMultibootKernelIsToldByItsHeader() throws IOException {
    assertThat(rejection(loading(0x1BADB002, 3, -(0x1BADB002 + 3), 0)))
        .hasMessageContaining("it is a multiboot kernel");
  }

  @Test
  void aMultibootMagicWithAWrongChecksumIsNoMultibootKernel() throws IOException {
    assertThat(rejection(loading(0x1BADB002, 3, 77, 0)))
        .hasMessageContaining("a program or kernel of no kind known");
  }

  @Test
  void aMultiboot2KernelIsToldByItsHeader() throws IOException {
    assertThat(rejection(loading(0xE85250D6, 0, 24, -(0xE85250D6 + 24))))
        .hasMessageContaining("it is a multiboot2 kernel");
  }

  @Test
  void aPvhOnlyKernelIsToldAsSuch() throws IOException {
    byte[] notes =
        ElfFixture.concat(
            ElfFixture.note("Xen", 6, ElfFixture.text("Mini-OS")),
            ElfFixture.note("Xen", 8, ElfFixture.text("generic")),
            ElfFixture.note("Xen", 5, ElfFixture.text("xen-3.0")),
            ElfFixture.note("Xen", 18, new byte[] {0, 0, 16, 0}));

    InputException e = rejection(ElfFixture.program().segment(4, 0, 0, notes));

    assertThat(e)
        .hasMessageMatching(
            ".*it is PVH-only .it has the note PHYS32_ENTRY at offset 0x[0-9a-f]+,.*")
        .hasMessageContaining("as MirageOS 3.9 and later build them");
    assertThat(e.hint()).contains("3.8");
  }

  @Test
  void anObjectFileIsToldAsSuch() throws IOException {
    assertThat(rejection(ElfFixture.program().type(1))).hasMessageContaining("an object file");
  }

  @Test
  void aSharedLibraryIsToldAsSuch() throws IOException {
    assertThat(rejection(ElfFixture.program().type(3))).hasMessageContaining("a shared library");
  }

  @Test
  void aCoreDumpIsToldAsSuch() throws IOException {
    assertThat(rejection(ElfFixture.program().type(4))).hasMessageContaining("a core dump");
  }

  @Test
  void aCoreDumpOfManyThreadsIsNoDamage() throws IOException {
    byte[] notes = ElfFixture.note("CORE", 1, new byte[(1 << 20) + 4]);

    assertThat(rejection(ElfFixture.program().type(4).segment(4, 0, 0, notes)))
        .hasMessageContaining("a core dump");
  }

  /** Returns a program whose loaded bytes begin, aligned to 8, with these words. */
  private static ElfFixture loading(int... words) {
    // Header and one program header end at 120, a multiple of 8.
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return new ElfFixture().segment(1, 0x100000, 0x100000, bytes.array());
  }

  private InputException rejection(ElfFixture elf) throws IOException {
    Path file = Files.write(dir.resolve("kernel.xen"), elf.build());
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> KernelReader.read(file))
        .satisfies(
            e -> {
              assertThat(e).hasMessageContaining(file + " has no Xen PV support");
              assertThat(e.hint()).isNotBlank();
            })
        .actual();
  }
}
