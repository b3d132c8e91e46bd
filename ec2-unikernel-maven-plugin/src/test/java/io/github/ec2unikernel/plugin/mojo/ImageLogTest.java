package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.List;
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
            "info Kernel: hello.xen: Xen PV, 64 bit, with Xen ELF notes Mini-OS, MirageOS",
            "info Kernel: hello.xen: Xen PV, 64 bit, with the old __xen_guest section, MirageOS");
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
  void aKernelThatNoLoaderHereReadsIsWarnedOf() {
    image.kernelRead(kernel(Kernel.Style.XEN_NOTES, null, false, Packing.BZIP2));

    assertThat(log.lines())
        .containsExactly(
            "info Kernel: hello.xen: Xen PV, 64 bit, with Xen ELF notes, MirageOS, in bzip2",
            "warn No loader here reads a kernel in bzip2, so it can't be booted here. Compress it"
                + " with `gzip -9n` instead.");
  }

  @Test
  void aWrittenImageIsToldWithItsSize() {
    image.imageWritten(
        new DiskImage(
            Path.of("target/hello.raw"),
            3 << 20,
            "0123456789abcdef".repeat(4),
            kernel(Kernel.Style.XEN_NOTES, null, false)));

    assertThat(log.lines()).containsExactly("info Image: target/hello.raw (3 MiB)");
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
      Kernel.Style style, @Nullable String guestOs, boolean paddrIsVirtual, Packing... packing) {
    return new Kernel(
        Path.of("hello.xen"),
        14_000,
        style,
        guestOs,
        "generic",
        "xen-3.0",
        0,
        0,
        paddrIsVirtual,
        List.of(packing),
        new Producer(Producer.Name.MIRAGEOS, "it contains \"MirageOS booting\""));
  }
}
