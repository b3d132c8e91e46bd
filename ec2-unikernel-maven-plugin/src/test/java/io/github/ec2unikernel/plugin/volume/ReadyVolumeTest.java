package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyVolumeTest {

  @TempDir Path folder;

  @Test
  void aFileIsTakenAsItIs() throws IOException {
    byte[] bytes = new byte[100_001];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("data.raw"), bytes);

    VolumeImage volume = ReadyVolume.read("data", file);

    assertThat(volume.name()).isEqualTo("data");
    assertThat(volume.file()).isEqualTo(file);
    assertThat(volume.size()).isEqualTo(100_001);
    assertThat(HostCommand.run("sha256sum", file).output()).startsWith(volume.sha256() + " ");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void oneThatIsWrittenToAfterItWasTakenIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("data.raw"), new byte[100]);
    VolumeImage volume = ReadyVolume.read("data", file);
    Files.write(file, new byte[101]);

    assertThatThrownBy(volume::sha256)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " was changed while this build ran");
  }

  @Test
  void anEmptyOneIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("data.raw"));

    assertThatThrownBy(() -> ReadyVolume.read("data", file))
        .isInstanceOf(InputException.class)
        .hasMessage("<image> of the volume 'data' is " + file + ", which is empty");
  }

  @Test
  void oneThatIsGoneIsRefused() {
    assertThatThrownBy(() -> ReadyVolume.read("data", folder.resolve("gone.raw")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gone.raw, which can't be read");
  }
}
