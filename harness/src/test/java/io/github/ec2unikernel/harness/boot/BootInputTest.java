package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be booted is refused before anything is started or fetched. */
class BootInputTest {

  @TempDir Path directory;

  private void boot(Path volume) throws IOException {
    Path disk = new TestDisk(directory).make();
    new BootCheck(BootOptions.in(directory))
        .run(
            Machine.ofDisk(disk).withVolumes(List.of(new Volume(volume, "xvdb"))),
            new Expectations(
                List.of(), List.of(), End.POWEROFF, Duration.ofSeconds(60), Duration.ofSeconds(1)),
            new BootListener() {});
  }

  @Test
  void aVolumeThatIsNotThereIsNamed() {
    Path volume = directory.resolve("none.raw");
    assertThatThrownBy(() -> boot(volume))
        .isInstanceOf(InputException.class)
        .hasMessage("the volume " + volume + " for xvdb does not exist");
  }

  @Test
  void aVolumeThatIsADirectoryIsNamed() throws IOException {
    Path volume = Files.createDirectory(directory.resolve("folder"));
    assertThatThrownBy(() -> boot(volume))
        .isInstanceOf(InputException.class)
        .hasMessage("the volume " + volume + " for xvdb is not a regular file");
  }
}
