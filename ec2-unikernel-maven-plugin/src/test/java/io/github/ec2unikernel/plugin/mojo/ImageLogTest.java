package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageLogTest {

  private final RecordingLog log = new RecordingLog();
  private final ImageLog image = new ImageLog(log);

  @Test
  void aKernelIsToldWithItsStyleAndItsName() {
    image.kernelRead(kernel(Kernel.Style.XEN_NOTES, "Mini-OS", false));
    image.kernelRead(kernel(Kernel.Style.XEN_GUEST_SECTION, null, false));

    assertThat(log.lines())
        .containsExactly(
            "info Kernel: hello.xen: Xen PV, 64 bit, with Xen ELF notes Mini-OS",
            "info Kernel: hello.xen: Xen PV, 64 bit, with the old __xen_guest section");
  }

  @Test
  void aKernelThatOnlyLibxlMayLoadIsWarnedOf() {
    image.kernelRead(kernel(Kernel.Style.XEN_NOTES, null, true));

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1))
        .startsWith("warn The kernel's segments give virtual addresses as physical ones")
        .endsWith("Link it with physical addresses that count from VIRT_BASE.");
  }

  @Test
  void aWrittenImageIsToldWithSizeAndDigest() {
    image.imageWritten(
        new DiskImage(
            Path.of("target/hello.raw"),
            3 << 20,
            "0123456789abcdef".repeat(4),
            kernel(Kernel.Style.XEN_NOTES, null, false)));

    assertThat(log.lines())
        .containsExactly("info Image: target/hello.raw (3 MiB, SHA-256 0123456789abcdef...)");
  }

  @Test
  void aVolumeIsToldWithItsDevice() {
    VolumeImage volume =
        new VolumeImage("data", Path.of("target/hello-data.raw"), 5 << 20, "ab".repeat(32));

    image.volumeMade(new MappedVolume(volume, "/dev/xvdb"));

    assertThat(log.lines())
        .containsExactly(
            "info Volume: target/hello-data.raw (/dev/xvdb, 5 MiB, SHA-256 abababababababab...)");
  }

  private static Kernel kernel(
      Kernel.Style style, @Nullable String guestOs, boolean paddrIsVirtual) {
    return new Kernel(
        Path.of("hello.xen"), 14_000, style, guestOs, "generic", "xen-3.0", 0, 0, paddrIsVirtual);
  }
}
