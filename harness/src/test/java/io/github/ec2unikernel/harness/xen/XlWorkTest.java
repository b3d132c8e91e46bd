package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.xl.XlConfigReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What xl's guest needs of the machine. */
class XlWorkTest {

  @TempDir Path directory;
  private Path kernel;

  @BeforeEach
  void name() {
    kernel = directory.resolve("k.xen");
  }

  private Hardware hardware() throws IOException {
    Path file = directory.resolve("guest.xl");
    Files.writeString(file, "kernel = 'k.xen'\nmemory = 16\n");
    return new XlWork(XlConfigReader.read(file), List.of()).hardware(directory);
  }

  @Test
  void theFilesComeOnADriveAndDom0HasRoomForThem() throws IOException {
    Files.write(kernel, new byte[7 << 20]);
    Hardware hardware = hardware();
    assertThat(hardware.guestMemory()).isEqualTo(16);
    assertThat(hardware.dom0Memory()).as("twice the 2 MiB over, in steps of 64").isEqualTo(64);
    assertThat(hardware.drives())
        .singleElement()
        .satisfies(drive -> assertThat(drive.size()).isBetween(7L << 20, (7L << 20) + 4096));
  }

  @Test
  void theFirstBridgesLeadToTheNetworksAndTheOthersNowhere() throws IOException {
    Path file = directory.resolve("guest.xl");
    Files.writeString(file, "kernel = 'k.xen'\nvif = ['bridge=br0', 'bridge=br1']\n");
    XlWork work = new XlWork(XlConfigReader.read(file), List.of(Network.dhcp()));
    assertThat(work.job().build()).contains("\nbridge=br0 52:54:00:65:63:00\nbridge=br1\n");
    assertThat(work.hardware(directory).networks()).containsExactly(Network.dhcp());
  }

  @Test
  void aNetworkThatNoInterfaceIsOnIsRefused() throws IOException {
    Path file = directory.resolve("guest.xl");
    Files.writeString(file, "kernel = 'k.xen'\n");
    assertThatThrownBy(() -> new XlWork(XlConfigReader.read(file), List.of(Network.dhcp())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("on the bridges [], and 1 networks were given");
  }

  @Test
  void aUsualKernelFitsIntoTheUsualMemory() throws IOException {
    Files.write(kernel, new byte[5 << 20]);
    assertThat(hardware().dom0Memory()).isZero();
  }

  @Test
  void aKernelThatNoArchiveHoldsIsNamed() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(kernel.toFile(), "rw")) {
      file.setLength(1L << 32); // a hole
    }
    assertThatThrownBy(this::hardware)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("boot from " + kernel + " of 4294967296 bytes");
  }
}
