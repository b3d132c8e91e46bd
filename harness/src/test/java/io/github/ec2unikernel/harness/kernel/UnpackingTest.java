package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UnpackingTest {

  private static final byte[] KERNEL = ElfFixture.notesKernel().build();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BZIMAGE")
  void everyPackingIsReadThrough(Packing packing) {
    Triage triage = triage(PackedFixture.pack(packing, KERNEL));

    assertThat(triage.packing()).containsExactly(packing);
    assertThat(triage.kind()).isEqualTo("a 64-bit Xen PV kernel");
    assertThat(Objects.requireNonNull(triage.elf()).size()).isEqualTo(KERNEL.length);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BZIMAGE")
  void everyPayloadOfABzImageIsReadThrough(Packing packing) {
    Triage triage = triage(PackedFixture.bzImage(packing, KERNEL));

    assertThat(triage.packing()).containsExactly(Packing.BZIMAGE, packing);
    assertThat(triage.kind()).isEqualTo("a 64-bit Xen PV kernel");
    LinuxBoot linux = Objects.requireNonNull(triage.linux());
    assertThat(linux.protocolVersion()).isEqualTo("2.15");
    assertThat(linux.release()).isEqualTo("6.1.0-test (builder) #1 SMP");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "XZ", "LZOP"})
  void pvGrubBootsWhatItReads(Packing packing) {
    Kernel kernel = triage(PackedFixture.pack(packing, KERNEL)).kernel();

    assertThat(kernel.packing()).containsExactly(packing);
  }

  @ParameterizedTest
  @EnumSource(names = {"LZMA", "LZ4", "LZ4_LEGACY", "ZSTD"})
  void whatPvGrubDoesNotReadIsRefusedWithTheWayOut(Packing packing) {
    InputException e = refusal(PackedFixture.pack(packing, KERNEL));

    assertThat(e)
        .hasMessage(
            "The kernel hello.xen is a Xen PV kernel in %s, which PV-GRUB does not read; it reads gzip, bzip2, xz and lzop."
                .formatted(packing.id()));
    assertThat(e.hint())
        .startsWith("Unpack it (" + packing.command() + ") and compress it with `gzip -9n`.");
  }

  @Test
  void aKernelThatIsCompressedTwiceIsRefused() {
    byte[] twice = PackedFixture.pack(Packing.XZ, PackedFixture.pack(Packing.GZIP, KERNEL));

    assertThat(refusal(twice))
        .hasMessageContaining("is a Xen PV kernel that is compressed more than once (xz, gzip)");
  }

  @Test
  void aCompressedBzImageIsReadThroughAllItsLayers() {
    byte[] file = PackedFixture.pack(Packing.GZIP, PackedFixture.bzImage(Packing.XZ, KERNEL));

    assertThat(triage(file).kernel().packing())
        .containsExactly(Packing.GZIP, Packing.BZIMAGE, Packing.XZ);
  }

  @Test
  void loadersHereReadSomePackingsOnly() {
    assertThat(loaders(KERNEL)).containsExactly(Loader.PVGRUB, Loader.LIBXL);
    assertThat(loaders(PackedFixture.pack(Packing.GZIP, KERNEL)))
        .containsExactly(Loader.PVGRUB, Loader.LIBXL);
    assertThat(loaders(PackedFixture.pack(Packing.LZOP, KERNEL))).containsExactly(Loader.PVGRUB);
    assertThat(loaders(PackedFixture.pack(Packing.BZIP2, KERNEL))).isEmpty();
    assertThat(loaders(PackedFixture.bzImage(Packing.BZIP2, KERNEL))).containsExactly(Loader.LIBXL);
  }

  @Test
  void contentBeyondTheLimitIsRefused() {
    byte[] bomb = PackedFixture.pack(Packing.GZIP, new byte[3 << 20]);

    try (Unpacker unpacker = Unpacker.open(new BytesSource(bomb), "bomb.gz", 2 << 20)) {
      assertThat(unpacker.damage())
          .hasMessage(
              "The kernel bomb.gz is gzip-compressed data at offset 0x0, and it unpacks to more than 2 MiB.");
    }
  }

  @Test
  void noKernelIsLargerThan256MebibytesUnpacked() {
    byte[] member = PackedFixture.pack(Packing.GZIP, new byte[16 << 20]);
    byte[] bomb = ElfFixture.concat(Collections.nCopies(17, member).toArray(byte[][]::new));

    assertThat(triage(bomb).damage()).contains("it unpacks to more than 256 MiB");
  }

  @Test
  void anXzHeaderThatAsksForALargeDictionaryIsRefusedWithTheWayOut() throws IOException {
    byte[] packed = PackedFixture.pack(Packing.XZ, KERNEL);
    // A block header of 12 bytes follows the stream's 12: size, flags, LZMA2, 1, dictionary.
    assertThat(packed[12 + 2]).isEqualTo((byte) 0x21);
    packed[12 + 4] = 32; // 256 MiB
    CRC32 crc = new CRC32();
    crc.update(packed, 12, 8);
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) crc.getValue());

    assertThat(refusal(packed))
        .hasMessage(
            "The kernel hello.xen is xz-compressed data at offset 0x0, and this reader gives it at most 136 MiB of memory, where its dictionary needs 256 MiB.");
    assertThat(refusal(packed).hint()).isEqualTo("Decompress it first (unxz) and give the result.");
    assertThat(triage(packed).damage()).isNull();
    assertThat(triage(packed).kind()).isEqualTo("xz-compressed data");
  }

  @Test
  void anLzopBlockLargerThanAnyThatLzopWritesIsRefused() {
    byte[] packed = PackedFixture.pack(Packing.LZOP, new byte[9 << 20]);

    assertThat(refusal(packed)).hasMessageContaining("this reader does not unpack blocks over 8");
    assertThat(triage(packed).damage()).isNull();
  }

  @Test
  void contentTooLargeForMemoryIsReadFromAFile() throws IOException {
    byte[] large = ElfFixture.notesKernel().segment(1, 0, 0, new byte[40 << 20]).build();
    large[large.length - 1] = 42;

    try (Unpacker unpacker =
        Unpacker.open(new BytesSource(PackedFixture.pack(Packing.GZIP, large)), "large.gz")) {
      assertThat(unpacker.content().size()).isEqualTo(large.length);
      ByteBuffer end = unpacker.content().read(large.length - 1, 1, "the end");
      assertThat(end.get(0)).isEqualTo((byte) 42);
    }
  }

  @Test
  void aFileWithoutEndOfItsKernelIsDamaged() {
    byte[] packed = PackedFixture.pack(Packing.GZIP, KERNEL);

    Triage triage = triage(java.util.Arrays.copyOf(packed, packed.length / 2));

    assertThat(triage.kind()).isEqualTo("damaged gzip-compressed data");
    assertThat(triage.damage()).contains("at offset 0x" + Integer.toHexString(packed.length / 2));
  }

  @Test
  void everyClassThatUnpacksCountsForADigestOfWhatIsUnpacked() {
    assertThat(KernelUnpacker.makers())
        .contains(Unpacker.class, Decompressor.class, LinuxBoot.class, LzopBlocks.class);
  }

  private static List<Loader> loaders(byte[] file) {
    return triage(file).kernel().loaders();
  }

  private static InputException refusal(byte[] file) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> triage(file).kernel())
        .actual();
  }

  private static Triage triage(byte[] file) {
    return Triage.of(new BytesSource(file), "hello.xen");
  }
}
