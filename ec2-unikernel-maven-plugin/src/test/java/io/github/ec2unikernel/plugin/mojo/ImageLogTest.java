package io.github.ec2unikernel.plugin.mojo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.DiskContents;
import io.github.ec2unikernel.harness.disk.FileSystemContents;
import io.github.ec2unikernel.harness.disk.PvGrub;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.FileStamp;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageLogTest {

  private static final Path HELLO = Path.of("../harness/src/test/kernels/hello-notes.xen");

  private static final Path MULTIBOOT = HELLO.resolveSibling("hello-multiboot.elf");

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
  void theBootWayIsToldWithTheOthersThatTheKernelHas() {
    image.wayChosen(BootWay.PVGRUB, List.of(Triage.of(HELLO)));
    image.wayChosen(BootWay.MULTIBOOT, List.of(Triage.of(MULTIBOOT)));

    assertThat(log.lines())
        .containsExactly(
            "info Boot way: pvgrub; <bootWay> has shim as well",
            "info Kernel: " + MULTIBOOT + ": a multiboot kernel",
            "info Boot way: multiboot");
  }

  @Test
  void theShimIsWarnedOfAsAnExperiment() {
    image.wayChosen(BootWay.SHIM, List.of(Triage.of(HELLO)));

    assertThat(log.lines().get(2))
        .startsWith("warn The boot way shim is an experiment: nobody is known to have launched")
        .endsWith("a boot check that passes here is no proof for EC2.");
  }

  @Test
  void whatAKernelGetsOtherwiseIsWarnedOf() {
    image.argumentsChanged(HELLO, "a\\\"b");
    image.ramdiskPlain(HELLO, Path.of("data.bin"));

    assertThat(log.lines())
        .containsExactly(
            "warn GRUB puts a backslash before quotes and backslashes: the kernel "
                + HELLO
                + " will get the arguments: a\\\"b - put what can't bear that into a file of"
                + " <modules> or <files>.",
            "warn The shim hands data.bin to the kernel "
                + HELLO
                + " as a plain ramdisk; PV-GRUB would make a list of modules of it.");
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
            DiskBoot.byPvGrub(HELLO)));

    assertThat(log.lines()).containsExactly("info Image: target/hello.raw (3 MiB)");
  }

  @Test
  void aVolumeIsToldWithItsDevice() {
    // There is no such file: to read it would fail.
    Path file = Path.of("target/hello-data.raw");
    FileDigest digest = FileDigest.of(file, new FileStamp("of a file that is not there"));
    VolumeImage volume = new VolumeImage("data", file, 5 << 20, digest);

    image.volumeMade(new MappedVolume(volume, "/dev/xvdb"));

    assertThat(log.lines())
        .containsExactly("info Volume: target/hello-data.raw (/dev/xvdb, 5 MiB)");
  }

  @Test
  void whatEachPvGrubTakesIsToldTheNewestFirst() throws IOException {
    DiskContents disk = new BootableDisk("timeout 1\ntitle t\nroot (hd0)\nkernel /k\n");
    image.bootFound(
        List.of(
            PvGrub.resolve(disk, PvGrub.Generation.FROM_1_04),
            PvGrub.resolve(disk, PvGrub.Generation.HD0_UP_TO_1_03),
            PvGrub.resolve(disk, PvGrub.Generation.HD00_UP_TO_1_03)));

    assertThat(log.lines())
        .containsExactly(
            "info PV-GRUB 1.04 takes (hd0)/k from entry 0 ('t') of (hd0)/boot/grub/menu.lst",
            "info PV-GRUB 1.03 (hd0) takes the same",
            "info PV-GRUB 1.03 (hd00) finds no menu.lst: (hd0,0): there is no file system");
  }

  @Test
  void anEntryThatIsPassedOverForAFallbackIsAWarning() throws IOException {
    String menu =
        """
        fallback 1
        timeout 1
        title first
        root (hd0)
        kernel /none
        title second
        root (hd0)
        kernel /k
        """;

    image.bootFound(List.of(PvGrub.resolve(new BootableDisk(menu), PvGrub.Generation.FROM_1_04)));

    assertThat(log.lines())
        .hasSize(2)
        .contains(
            "info PV-GRUB 1.04 takes (hd0)/k from entry 1 ('second') of (hd0)/boot/grub/menu.lst")
        .anyMatch(line -> line.startsWith("warn An entry that comes first can't be loaded: "));
  }

  /** A disk of one file system, with a menu and a kernel. */
  private record BootableDisk(String menu) implements DiskContents, FileSystemContents {

    @Override
    public Optional<FileSystemContents> fileSystem(int partition) {
      return partition == 0 ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<ByteSource> find(String path) throws IOException {
      return switch (path) {
        case "/k" -> Optional.of(new Bytes(Files.readAllBytes(HELLO)));
        case "/boot/grub/menu.lst" -> Optional.of(new Bytes(menu.getBytes(US_ASCII)));
        default -> Optional.empty();
      };
    }
  }

  private static final class Bytes implements ByteSource {

    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      into.put(bytes, (int) offset, into.remaining());
    }
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
