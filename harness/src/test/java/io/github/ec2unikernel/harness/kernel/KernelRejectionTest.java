package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelRejectionTest {

  private static final int SECOND_HEADER = ElfFixture.PROGRAM_HEADERS + ElfFixture.PROGRAM_HEADER;

  @TempDir Path dir;

  @Test
  void aMissingFileIsNamed() {
    Path missing = dir.resolve("gone.xen");

    InputException e = rejection(missing);

    assertThat(e).hasMessage("The kernel " + missing + " does not exist.");
    assertThat(e.hint()).contains("<kernel>");
  }

  @Test
  void aDirectoryIsNamed() {
    assertThat(rejection(dir)).hasMessage("The kernel " + dir + " is a directory.");
  }

  @Test
  void anEmptyFileIsToldAsSuch() throws IOException {
    assertThat(rejection(new byte[0])).hasMessageEndingWith("kernel.xen is empty.");
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b0800, gzip, gunzip",
    "425a6839314159265359, bzip2, bunzip2",
    "fd377a585a0000, xz, unxz",
    "28b52ffd2400, zstd, unzstd",
    "5d000080, lzma, unlzma",
    "04224d18644070, lz4, unlz4",
    "02214c18ffff, lz4 (legacy), unlz4",
    "894c5a4f000d0a, lzop, lzop -d"
  })
  void compressedDataThatEndsEarlyIsDamagedAtAnOffset(String hex, String format, String command)
      throws IOException {
    InputException e = rejection(java.util.HexFormat.of().parseHex(hex));

    assertThat(e)
        .hasMessageMatching(
            "The kernel .* is damaged \\Q%s\\E-compressed data: at offset 0x[0-9a-f]+ .+\\."
                .formatted(format));
    assertThat(e.hint()).contains("`" + command + "`");
  }

  @Test
  void compressedTextIsToldAsSuch() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("kernel = 'x'".getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(rejection(bytes.toByteArray()))
        .hasMessageEndingWith(
            "is gzip-compressed, and no ELF file is in it: that looks like a text file.");
  }

  @ParameterizedTest
  @CsvSource({
    "23212f62696e2f7368, a script",
    "504b0304, a zip or jar archive",
    "213c617263683e0a, an ar archive or static library",
    "cffaedfe07000001, a Mach-O program (macOS)",
    "514649fb, a qcow2 disk",
    "4d5a9000, a Windows or UEFI program",
    "6b65726e656c203d20277827, a text file",
    "00010203, data of no kind known",
    "7f, data of no kind known",
    "7f454c, data of no kind known"
  })
  void whatIsNotElfIsToldByItsFirstBytes(String hex, String kind) throws IOException {
    assertThat(rejection(java.util.HexFormat.of().parseHex(hex)))
        .hasMessageEndingWith("is not an ELF file: it looks like " + kind + ".");
  }

  @Test
  void aBzImageIsToldThoughItBeginsAsAnEfiProgram() throws IOException {
    byte[] file = bzImage();
    file[0] = 'M';
    file[1] = 'Z';

    assertThat(rejection(file))
        .hasMessageContaining("is a Linux bzImage whose payload at offset 0x400 is packed in no");
  }

  @Test
  void aBzImageOfOldHasNoPayloadField() throws IOException {
    byte[] file = bzImage();
    bytes(file).putShort(0x206, (short) 0x0207);

    assertThat(rejection(file))
        .hasMessageContaining("is a Linux bzImage of protocol 2.07 (version at offset 0x206)");
  }

  @Test
  void aPayloadPastTheEndNamesItsFields() throws IOException {
    byte[] file = bzImage();
    bytes(file).putInt(0x24c, 0x7fffffff);

    assertThat(rejection(file))
        .hasMessageContaining("payload_offset at offset 0x248, payload_length at 0x24c");
  }

  private static byte[] bzImage() {
    byte[] file = new byte[2048];
    file[0x1f1] = 1;
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, file, 0x202, 4);
    bytes(file).putShort(0x206, (short) 0x020f).putInt(0x24c, 64);
    return file;
  }

  @Test
  void aDiskImageIsToldAsSuch() throws IOException {
    byte[] file = new byte[1024];
    file[510] = 0x55;
    file[511] = (byte) 0xaa;

    assertThat(rejection(file)).hasMessageEndingWith("it looks like a disk image.");
  }

  @Test
  void everyTruncationIsRejected() throws IOException {
    byte[] file = ElfFixture.notesKernel().section(".text", 1, new byte[8]).build();

    for (int length = 5; length < file.length; length++) {
      assertThat(rejection(Arrays.copyOf(file, length)))
          .as("cut to %d bytes", length)
          .hasMessageContaining("truncated or damaged ELF file");
    }
  }

  @Test
  void aHeaderCutShortNamesWhatIsMissing() throws IOException {
    assertThat(rejection(Arrays.copyOf(ElfFixture.notesKernel().build(), 40)))
        .hasMessageEndingWith(
            "the ELF header, 0x40 bytes at offset 0x0, ends past the file's 0x28 bytes.");
  }

  @Test
  void aSegmentPastTheEndNamesItsFields() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).putLong(SECOND_HEADER + 32, 0x7fff_ffff_ffff_ffffL);

    assertThat(rejection(file))
        .hasMessageContaining("the segment of program header 1")
        .hasMessageContaining("p_offset at offset 0x80, p_filesz at 0x98")
        .hasMessageContaining("0x7fffffffffffffff bytes");
  }

  @Test
  void aSegmentAtANegativeOffsetIsRejected() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).putLong(SECOND_HEADER + 8, -16);

    assertThat(rejection(file)).hasMessageContaining("offset 0xfffffffffffffff0");
  }

  @Test
  void aProgramHeaderTablePastTheEndNamesItsFields() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).putLong(32, 0x10_0000);

    assertThat(rejection(file))
        .hasMessageContaining("the program header table (e_phoff at offset 0x20, e_phnum at 0x38)");
  }

  @Test
  void aSectionHeaderTablePastTheEndNamesItsFields() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).putLong(40, file.length - 1).putShort(60, (short) 2);

    assertThat(rejection(file)).hasMessageContaining("e_shoff at offset 0x28, e_shnum at 0x3c");
  }

  @Test
  void aHeaderSizeThatNoElf64HasIsRejected() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).putShort(54, (short) 32);

    assertThat(rejection(file))
        .hasMessageEndingWith("e_phentsize at offset 0x36 is 32 where 64-bit ELF has 56.");
  }

  @Test
  void aNoteThatEndsPastItsSegmentNamesTheField() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    int notes = (int) bytes(file).getLong(SECOND_HEADER + 8);
    bytes(file).putInt(notes + 4, -1);

    assertThat(rejection(file))
        .hasMessageContaining("n_descsz of a note at offset 0x%x is 0xffffffff", notes + 4);
  }

  @Test
  void noteSegmentsOfAbsurdSizeAreNotRead() throws IOException {
    byte[] file = ElfFixture.program().segment(4, 0, 0, new byte[(1 << 20) + 1]).build();

    assertThat(rejection(file)).hasMessageContaining("is of 0x100001 bytes, more than 0x100000");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, is a 32-bit x86 program",
    "1, 62, is a 32-bit x86 program",
    "1, 40, is not for x86-64 but for ARM (e_machine 40 at offset 0x12)",
    "2, 183, is not for x86-64 but for AArch64 (e_machine 183 at offset 0x12)",
    "2, 243, is not for x86-64 but for RISC-V",
    "2, 9999, is not for x86-64 but for machine number 9999"
  })
  void otherMachinesAreNamed(int elfClass, int machine, String told) throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).put(4, (byte) elfClass).putShort(18, (short) machine);

    assertThat(rejection(file)).hasMessageContaining(told);
  }

  @Test
  void bigEndianMachinesAreNamed() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    bytes(file).put(5, (byte) 2).put(18, (byte) 0).put(19, (byte) 22);

    assertThat(rejection(file)).hasMessageContaining("but for IBM Z (e_machine 22");
  }

  @Test
  void aClassThatIsNoneNamesItsField() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    file[4] = 7;

    assertThat(rejection(file)).hasMessageContaining("EI_CLASS at offset 0x4 is 7");
  }

  @Test
  void aByteOrderThatIsNoneNamesItsField() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();
    file[5] = 0;

    assertThat(rejection(file)).hasMessageContaining("EI_DATA at offset 0x5 is 0");
  }

  @Test
  void anotherLoaderIsQuoted() throws IOException {
    byte[] file =
        ElfFixture.oldStyleKernel("GUEST_OS=x,XEN_VER=xen-3.0,VIRT_BASE=0x0,LOADER=special")
            .build();

    assertThat(rejection(file))
        .hasMessageContaining(
            "asks for the loader 'special' (LOADER in the section __xen_guest at offset 0x");
  }

  @Test
  void anotherXenInterfaceIsQuoted() throws IOException {
    byte[] file =
        ElfFixture.oldStyleKernel("GUEST_OS=x,XEN_VER=xen-2.0,VIRT_BASE=0x0,LOADER=generic")
            .build();

    assertThat(rejection(file))
        .hasMessageContaining(
            "for the Xen interface 'xen-2.0' (XEN_VER in the section __xen_guest at offset 0x");
  }

  @Test
  void anAddressThatIsNoNumberIsQuoted() throws IOException {
    byte[] file =
        ElfFixture.oldStyleKernel("XEN_VER=xen-3.0,VIRT_BASE=0xzz,LOADER=generic").build();

    assertThat(rejection(file))
        .hasMessageContaining("__xen_guest section at offset 0x")
        .hasMessageContaining("VIRT_BASE=0xzz");
  }

  @Test
  void aKernelWithNothingToLoadIsRejected() throws IOException {
    byte[] file = new ElfFixture().segment(4, 0, 0, ElfFixture.pvNotes()).build();

    assertThat(rejection(file))
        .hasMessageContaining(
            "no PT_LOAD among its 1 program headers (e_phoff at offset 0x20, e_phnum at 0x38)");
  }

  private InputException rejection(byte[] file) throws IOException {
    return rejection(Files.write(dir.resolve("kernel.xen"), file));
  }

  private static InputException rejection(Path file) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> KernelReader.read(file))
        .satisfies(
            e -> {
              assertThat(e).hasMessageContaining(file.toString());
              assertThat(e.hint()).isNotBlank();
            })
        .actual();
  }

  private static ByteBuffer bytes(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }
}
