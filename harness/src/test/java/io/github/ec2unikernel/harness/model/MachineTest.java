package io.github.ec2unikernel.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {

  private static final Path DISK = Path.of("disk.raw");

  @ParameterizedTest
  @ValueSource(strings = {"xvdb", "xvdp", "sdb", "sdp"})
  void devicesOfEc2CanBeVolumes(String device) {
    assertThat(new Volume(DISK, device).device()).isEqualTo(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xvda", "xvdq", "sda", "sdb1", "hdb", "vdb", "xvdbb", "/dev/xvdb", ""})
  void otherDevicesAreRefusedWithThoseThereAre(String device) {
    assertThatThrownBy(() -> new Volume(DISK, device))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<device> is '" + device + "'")
        .extracting(problem -> ((ProblemException) problem).hint())
        .asString()
        .contains("/dev/xvdb to /dev/xvdp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nkernel=/other", "a\r", "\u0000", "a\u001b[2J"})
  void argumentsOfMoreThanOneLineAreRefused(String arguments) {
    assertThatThrownBy(() -> Machine.ofDisk(DISK).withArguments(arguments))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<kernelArgs> has a line end or another control character");
  }

  @Test
  void twoVolumesOfOneLetterAreRefusedAsLinuxCantTellThemApart() {
    List<Volume> volumes =
        List.of(new Volume(Path.of("one"), "xvdf"), new Volume(Path.of("two"), "sdf"));

    assertThatThrownBy(() -> Machine.ofDisk(DISK).withVolumes(volumes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one and two would be one device: <device> is 'xvdf' and 'sdf'");
  }
}
