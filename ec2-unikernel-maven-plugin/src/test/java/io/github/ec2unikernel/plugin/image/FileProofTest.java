package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.io.Content;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof that all is on the written disk, and what has no room on it. */
class FileProofTest {

  private static final String KERNEL = "/boot/hello-multiboot.elf";

  @TempDir Path dir;

  private long prove(Path disk, Map<String, Content> files) throws IOException {
    try (FileChannel channel = FileChannel.open(disk)) {
      return new FileProof(files, Starter.none())
          .requireSame(new ChannelSource(channel, channel.size()));
    }
  }

  @Test
  void aFileIsProvedByItsBytes() throws IOException {
    Path disk = new HvmFixture(dir).build(null, HvmFixture.kernel(HvmFixture.MULTIBOOT, "")).file();
    byte[] bytes = Files.readAllBytes(HvmFixture.MULTIBOOT);

    assertThat(prove(disk, Map.of(KERNEL, Content.of(bytes)))).isEqualTo(bytes.length);
    bytes[700] ^= 1;
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> prove(disk, Map.of(KERNEL, Content.of(bytes))))
        .withMessage(KERNEL + " has other bytes on the disk than it was to have");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> prove(disk, Map.of(KERNEL, Content.of(new byte[5]))))
        .withMessage(KERNEL + " has other bytes on the disk than it was to have");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> prove(disk, Map.of("/boot/gone", Content.of(bytes))))
        .withMessage("/boot/gone is not there");
  }

  @Test
  void aDiskWithoutAFileSystemProvesNothing() throws IOException {
    Path disk = Files.write(dir.resolve("empty.raw"), new byte[2 << 20]);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> prove(disk, Map.of()))
        .withMessage("the disk has no file system");
  }

  @Test
  void aCoreImageThatReachesThePartitionIsRefused() throws IOException {
    BootLoaders loaders = new BootLoaders(dir);
    Files.write(loaders.bootImage(), new byte[512]);
    Files.write(loaders.coreImage(), new byte[2047 * 512]);
    assertThat(Starter.grub(loaders, Set.of(Firmware.BIOS)).core()).hasSize(2047 * 512);
    Files.write(loaders.coreImage(), new byte[2047 * 512 + 1]);

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> Starter.grub(loaders, Set.of(Firmware.BIOS)))
        .withMessageContaining(
            "has 1048065 bytes, and before the first partition there is room for 1048064");
  }
}
