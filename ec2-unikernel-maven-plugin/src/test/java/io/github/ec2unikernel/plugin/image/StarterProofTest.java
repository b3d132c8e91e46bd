package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a byte that is written wrong is seen, wherever firmware or GRUB would read it. */
class StarterProofTest {

  private static final int SYSTEM_PARTITION = 2 << 20;

  @TempDir Path dir;

  private byte[] disk = new byte[0];
  private FileProof proof = new FileProof(Map.of(), Starter.none());

  @BeforeEach
  void build() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    ImageRequest request =
        fixture.request(
            null,
            Set.of(Firmware.BIOS, Firmware.UEFI),
            HvmFixture.kernel(HvmFixture.MULTIBOOT, ""));
    disk = Files.readAllBytes(fixture.build(request).file());
    Blueprint blueprint =
        HvmPlanner.plan(
                request,
                List.of(Triage.of(HvmFixture.MULTIBOOT)),
                BootWay.MULTIBOOT,
                HvmFixture.loaders(),
                fixture)
            .blueprint();
    proof = new FileProof(blueprint.files(), blueprint.starter());
  }

  private static ByteSource written(byte[] bytes) {
    return new BytesSource(bytes);
  }

  @Test
  void aSoundDiskHasAll() throws IOException {
    assertThat(proof.requireSame(written(disk))).isGreaterThan(Files.size(HvmFixture.MULTIBOOT));
  }

  @ParameterizedTest
  @CsvSource({
    "0, the boot code has other bytes",
    "439, the boot code has other bytes",
    "512, GRUB's core image has other bytes",
    "20000, GRUB's core image has other bytes"
  })
  void aWrongByteBeforeThePartitionsIsSeen(int at, String message) {
    disk[at] ^= 1;

    assertThatThrownBy(() -> proof.requireSame(written(disk)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aWrongByteOfTheProgramForUefiIsSeen() throws IOException {
    byte[] program = Files.readAllBytes(HvmFixture.loaders().efiImage());
    int at = SYSTEM_PARTITION + find(program);
    for (int offset : new int[] {0, program.length / 2, program.length - 1}) {
      disk[at + offset] ^= 1;
      assertThatThrownBy(() -> proof.requireSame(written(disk)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("EFI/BOOT/BOOTX64.EFI has other bytes");
      disk[at + offset] ^= 1;
    }
    disk[446 + 16 + 4] = 0; // the partition's type
    assertThatThrownBy(() -> proof.requireSame(written(disk)))
        .hasMessage("the disk has no EFI system partition");
  }

  @Test
  void aFileThatTheSystemPartitionDoesNotNameIsMissed() throws IOException {
    byte[] name = "BOOTX64 EFI".getBytes(StandardCharsets.US_ASCII);
    for (int at = SYSTEM_PARTITION; at < disk.length - name.length; at++) {
      if (ByteBuffer.wrap(disk, at, name.length).equals(ByteBuffer.wrap(name))) {
        disk[at] = 'X';
      }
    }

    assertThatThrownBy(() -> proof.requireSame(written(disk)))
        .hasMessage("EFI/BOOT/BOOTX64.EFI is not there");
  }

  /** Files lie in one piece here, each from a sector's beginning on. */
  private int find(byte[] program) {
    for (int at = 0; at < disk.length - SYSTEM_PARTITION - program.length; at += 512) {
      if (ByteBuffer.wrap(disk, SYSTEM_PARTITION + at, program.length)
          .equals(ByteBuffer.wrap(program))) {
        return at;
      }
    }
    throw new AssertionError("the program is not there");
  }
}
